/**
 * The benchmark over HTTP, for programs in other languages. {@code docs/service.md} describes it,
 * and {@code openapi.json} is its specification.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.service;

import org.jspecify.annotations.NullMarked;
