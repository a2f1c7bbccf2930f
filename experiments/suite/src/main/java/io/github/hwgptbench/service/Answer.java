package io.github.hwgptbench.service;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param body JSON
 */
record Answer(int status, byte[] body) {}
