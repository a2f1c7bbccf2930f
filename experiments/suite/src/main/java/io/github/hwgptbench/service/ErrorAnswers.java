package io.github.hwgptbench.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.internal.file.NotJson;
import io.github.hwgptbench.usage.UsageException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what went wrong with {@code {"error": "why"}}, also where the server refuses a request
 * that is not HTTP. Safe for use by many threads.
 */
final class ErrorAnswers extends ErrorHandler {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter log;

  /**
   * Makes it.
   *
   * @param log receives what went wrong that was not the fault of a request
   */
  ErrorAnswers(PrintWriter log) {
    this.log = log;
  }

  /** Returns the answer to a request that has failed. */
  Answer of(Request request, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RefusedException refused) {
      return refused(refused);
    }
    if (cause instanceof UsageException) {
      return answer(400, HttpFields.EMPTY, cause.getMessage());
    }
    if (cause instanceof JsonProcessingException wrong) {
      return answer(400, HttpFields.EMPTY, NotJson.describe(wrong));
    }
    if (cause instanceof InterruptedException || cause instanceof RejectedExecutionException) {
      return answer(503, HttpFields.EMPTY, "The service is stopping");
    }
    log.printf(
        Locale.ROOT,
        "%s %s: %s%n",
        request.getMethod(),
        request.getHttpURI().getPathQuery(),
        cause);
    return cause instanceof VirtualMachineError
        ? answer(
            503,
            HttpFields.EMPTY,
            "The service has too little memory for this request; its log has details")
        : answer(500, HttpFields.EMPTY, "The request failed; the log of the service has the cause");
  }

  private static Answer refused(RefusedException refused) {
    HttpFields headers = HttpFields.EMPTY;
    if (!refused.methods().isEmpty()) {
      headers =
          HttpFields.from(new HttpField(HttpHeader.ALLOW, String.join(", ", refused.methods())));
    } else if (refused.status() == HttpStatus.UNAUTHORIZED_401) {
      headers = HttpFields.from(new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer"));
    }
    return answer(refused.status(), headers, refused.getMessage());
  }

  private static Answer answer(int status, HttpFields headers, @Nullable String message) {
    try {
      return new Answer(
          status,
          headers,
          JSON.writeValueAsBytes(
              Map.of("error", Objects.requireNonNullElse(message, "no reason"))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    // The server closes the connection after such a request; a client that isn't told reuses it.
    response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    response.write(
        true, ByteBuffer.wrap(answer(status, HttpFields.EMPTY, message).body()), callback);
  }
}
