import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCertificateExpression } from './certificate-expression.ts';
import { VerificationFailed } from './verification-failed.ts';

const RESPONSE =
  'response_certification:ResponseCertification{certified_response_headers:ResponseHeaderList{headers:["ETag","Content-Type"]}}';
const expression = (args: string) => `default_certification(ValidationArgs{${args}})`;
const certification = (fields: string) => expression(`certification:Certification{${fields}}`);
const NO_REQUEST = 'no_request_certification:Empty{}';
const REQUEST =
  'request_certification:RequestCertification{certified_request_headers:["Host"],certified_query_parameters:[]}';

describe('parseCertificateExpression', () => {
  it('reads the three kinds', () => {
    expect(parseCertificateExpression(expression('no_certification:Empty{}'))).toEqual({ kind: 'none' });
    const response = { mode: 'only', headers: ['ETag', 'Content-Type'] };
    expect(parseCertificateExpression(certification(`${NO_REQUEST},${RESPONSE}`))).toEqual({
      kind: 'response',
      request: undefined,
      response,
    });
    expect(parseCertificateExpression(certification(`${REQUEST},${RESPONSE}`))).toEqual({
      kind: 'request-and-response',
      request: { headers: ['Host'], queryParameters: [] },
      response,
    });
    const exclusions = RESPONSE.replace('certified_response_headers', 'response_header_exclusions');
    expect(parseCertificateExpression(certification(`${exclusions} , ${NO_REQUEST}`))).toMatchObject({
      response: { mode: 'all-but' },
    });
  });

  it('allows white space between parts', () => {
    const spaced = certification(`${REQUEST},${RESPONSE}`).replace(/[{}()[\]:,]/g, ' $& \n');
    expect(parseCertificateExpression(spaced)).toEqual(
      parseCertificateExpression(certification(`${REQUEST},${RESPONSE}`)),
    );
  });

  it.each([
    '',
    'default_certification()',
    expression(''),
    expression('no_certification:Empty{}').slice(0, -1),
    `${expression('no_certification:Empty{}')};`,
    expression('no_certification:Empty{},no_certification:Empty{}'),
    expression('no_certification:Full{}'),
    expression('no_certification:[]'),
    expression('no_certification:Empty{},'),
    expression('something:Empty{}'),
    expression(`no_certification:Empty{},certification:Certification{${NO_REQUEST},${RESPONSE}}`),
    certification(RESPONSE),
    certification(NO_REQUEST),
    certification(`${NO_REQUEST},${REQUEST},${RESPONSE}`),
    certification(`${NO_REQUEST},${RESPONSE.replace('"ETag"', 'ETag{}')}`),
    certification(`${NO_REQUEST},${RESPONSE.replace('"ETag"', '"E\\\\Tag"')}`),
    certification(`${NO_REQUEST},${RESPONSE.replace('headers:', 'header:')}`),
    certification(`${NO_REQUEST},response_certification:ResponseCertification{}`),
    certification(`${REQUEST.replace(',certified_query_parameters:[]', '')},${RESPONSE}`),
    `default_certification(${'['.repeat(50)}`,
  ])('refuses %s', (text) => {
    expect(() => parseCertificateExpression(text)).toThrow(VerificationFailed);
  });

  it('takes any input without another error', () => {
    const token = fc.constantFrom(
      'default_certification(',
      'ValidationArgs',
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      'a',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
        try {
          parseCertificateExpression(tokens.join(''));
          return false;
        } catch (error) {
          return error instanceof VerificationFailed;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
