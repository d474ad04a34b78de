// The file's name is the module the functions are imported from. Source: IC interface specification, System API.
export declare function trap(source: usize, size: usize): void;
