import type { RoutedRequest } from '../RoutedRequest';
import { parseRule } from './parseRule';

const request = (given: Partial<RoutedRequest> = {}): RoutedRequest => ({
  entryPoint: 'websecure',
  host: 'kasm.example.com',
  method: 'GET',
  path: '/api/zones',
  query: new URLSearchParams('size=2&empty='),
  headers: { 'x-team': 'desktops', accept: ['a', 'b'] },
  clientIp: '10.1.2.3',
  ...given,
});

describe('a rule of a route', () => {
  it.each([
    ['Host(`kasm.example.com`)', true],
    ['Host(`KASM.Example.com`)', true],
    ['host(`kasm.example.com`)', true],
    ['Host("kasm.example.com")', true],
    ['Host(`example.com`)', false],
    ['HostRegexp(`^[a-z]+\\.example\\.com$`)', true],
    ['Path(`/api`)', false],
    ['PathPrefix(`/api`)', true],
    ['PathRegexp(`^/api/(zones|images)$`)', true],
    ['Method(`POST`)', false],
    ['Method(`get`)', true],
    ['Header(`X-Team`, `desktops`)', true],
    ['Header(`Accept`, `b`)', true],
    ['HeaderRegexp(`X-Team`, `^desk`)', true],
    ['Query(`size`, `2`)', true],
    ['Query(`size`, `3`)', false],
    ['Query(`empty`)', true],
    ['QueryRegexp(`size`, `[0-9]`)', true],
    ['ClientIP(`10.1.0.0/16`)', true],
    ['ClientIP(`10.1.2.4`)', false],
    ['!Host(`a.b`)', true],
    ['Host(`a.b`) || Host(`kasm.example.com`) && PathPrefix(`/api`)', true],
    ['(Host(`a.b`) || Host(`kasm.example.com`)) && !PathPrefix(`/api`)', false],
    ['!(Host(`a.b`) || Path(`/x`))', true],
  ])('%s', (rule, meant) => {
    expect(parseRule(rule).matches(request())).toBe(meant);
  });

  it.each([
    ['Host(kasm.example.com)', /unexpected/],
    ['Host(`a.b`', /unexpected end/],
    ['Host(`a.b`) Path(`/`)', /unexpected "Path"/],
    ['Hosts(`a.b`)', /unsupported function: Hosts/],
    ['Host(`a.b`, `c.d`)', /unexpected number of parameters/],
    ['Header(`a`)', /unexpected number of parameters/],
    ['PathPrefix(`api`)', /does not start with/],
    ['ClientIP(`here`)', /invalid IP/],
    ['HostRegexp(`(`)', /./],
    ['Host(`kasm.exämple.com`)', /non-ASCII/],
    ['', /unexpected end/],
    ['&&', /unexpected/],
  ])('%s is refused', (rule, why) => {
    expect(() => parseRule(rule)).toThrow(why);
  });

  it.each([
    ['Host(`a.b`) && PathPrefix(`/`)', true],
    ['Host(`a.b`) || Host(`c.d`)', true],
    ['Host(`a.b`) || PathPrefix(`/`)', false],
    ['!Host(`a.b`)', false],
    ['HostRegexp(`a`)', false],
  ])('%s is of its hosts only: %s', (rule, bound) => {
    expect(parseRule(rule).isOfItsHosts).toBe(bound);
  });

  it('takes several values in the syntax of version 2 only', () => {
    const rule = 'Host(`a.b`, `kasm.example.com`)';
    expect(parseRule(rule, 'v2').matches(request())).toBe(true);
    expect(parseRule(rule, 'v2').hosts).toEqual(['a.b', 'kasm.example.com']);
  });
});
