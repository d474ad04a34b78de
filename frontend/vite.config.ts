import { defineConfig } from 'vite';
import { siteConfig } from './build/site-config.ts';

/** For the development server alone; builds go through `buildPortal` and `buildIdentityPage`. */
export default defineConfig(siteConfig('portal'));
