/**
 * The benchmark over HTTP, for programs in other languages: {@code docs/service.md} describes it,
 * {@code openapi.json} to the field.
 */
package io.github.hwgptbench.service;
