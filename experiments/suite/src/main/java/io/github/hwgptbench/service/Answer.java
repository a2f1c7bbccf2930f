package io.github.hwgptbench.service;

import org.eclipse.jetty.http.HttpFields;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param headers beside those that every answer has
 * @param body JSON
 */
record Answer(int status, HttpFields headers, byte[] body) {

  Answer(int status, byte[] body) {
    this(status, HttpFields.EMPTY, body);
  }
}
