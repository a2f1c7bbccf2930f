package io.github.hwgptbench.service;

import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param headers beside those that every answer has
 * @param type of the body
 * @param body what is sent at once
 * @param events what is sent from then on; null for nothing
 */
record Answer(
    int status,
    HttpFields headers,
    String type,
    byte[] body,
    @Nullable EventSource events) {

  private static final String JSON = "application/json";

  Answer(int status, HttpFields headers, byte[] json) {
    this(status, headers, JSON, json, null);
  }

  Answer(int status, byte[] json) {
    this(status, HttpFields.EMPTY, json);
  }

  /** Returns an answer that goes on until the client closes the connection. */
  static Answer of(EventSource events) {
    return new Answer(200, HttpFields.EMPTY, "text/event-stream", new byte[0], events);
  }
}
