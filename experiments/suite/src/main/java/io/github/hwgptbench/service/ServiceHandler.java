package io.github.hwgptbench.service;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Takes requests to their routes. The threads of the server read and write what is there and never
 * wait; a request takes one of the workers when all of it has arrived. What the head of a request
 * decides is decided before its body is read.
 */
final class ServiceHandler extends Handler.Abstract.NonBlocking {

  private static final String JSON = "application/json";
  private static final byte[] NO_BODY = {};
  /** How long a refusal waits for the rest of a body. */
  private static final long PATIENCE_MS = 100;

  private final AccessRules rules;
  private final RouteTable routes;
  private final ErrorAnswers errors;
  private final ByteBudget budget;
  private final int maxBodyBytes;
  private final Workers workers;
  private final EventStreams streams;

  ServiceHandler(
      AccessRules rules,
      RouteTable routes,
      ErrorAnswers errors,
      ByteBudget budget,
      int maxBodyBytes,
      Workers workers,
      EventStreams streams) {
    this.rules = rules;
    this.routes = routes;
    this.errors = errors;
    this.budget = budget;
    this.maxBodyBytes = maxBodyBytes;
    this.workers = workers;
    this.streams = streams;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    new Exchange(request, response, callback).begin();
    return true;
  }

  /** One request and its answer. */
  private final class Exchange {

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ClientDeadline deadline;
    private final ByteBudget.Share share = budget.share();

    private Exchange(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.deadline = ClientDeadline.of(request);
    }

    private void begin() {
      try {
        HttpFields headers = request.getHeaders();
        rules.checkOrigin(headers);
        String path = Objects.requireNonNullElse(request.getHttpURI().getDecodedPath(), "");
        if (!routes.isOpen(path)) {
          rules.checkToken(headers);
        }
        RouteTable.Place place = routes.find(request.getMethod(), path);
        Fields query = Request.extractQueryParameters(request);
        place.check(query);
        if (HttpMethod.POST.is(request.getMethod())) {
          body().whenComplete((body, failure) -> {
            if (failure == null) {
              answer(place, new Input(query, body));
            } else {
              refuse(failure);
            }
          });
        } else {
          answer(place, new Input(query, NO_BODY));
        }
      } catch (RuntimeException | Error e) {
        refuse(e);
      }
    }

    private CompletableFuture<byte[]> body() {
      checkType(request.getHeaders());
      if (request.getLength() > maxBodyBytes) {
        throw RequestBody.tooLong(maxBodyBytes);
      }
      CompletableFuture<byte[]> body = RequestBody.read(request, maxBodyBytes, share);
      if (!body.isDone()) {
        deadline.begin(() -> body.completeExceptionally(
            new RefusedException(408, "The body did not arrive in time")));
      }
      return body;
    }

    private static void checkType(HttpFields headers) {
      String type = headers.get(HttpHeader.CONTENT_TYPE);
      // Browsers ask before they send this type to another site, and are refused.
      if (type == null || !JSON.equalsIgnoreCase(MimeTypes.getBase(type))) {
        throw new RefusedException(415, "Content-Type must be application/json");
      }
      String charset = MimeTypes.getCharsetFromContentType(type);
      if (charset != null && !charset.equalsIgnoreCase(MimeTypes.UTF8)) {
        throw new RefusedException(415, "The charset must be utf-8, or left out");
      }
      for (String encoding : headers.getCSV(HttpHeader.CONTENT_ENCODING, false)) {
        if (!encoding.equalsIgnoreCase("identity")) {
          throw new RefusedException(415, "Content-Encoding must be identity, or left out");
        }
      }
    }

    /** The time limit includes the wait for a worker. */
    private void answer(RouteTable.Place place, Input input) {
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      answer.whenComplete((made, failure) -> {
        if (failure == null) {
          send(made);
        } else {
          refuse(failure);
        }
      });
      deadline.begin(() -> answer.completeExceptionally(
          new RefusedException(503, "The service had no time for the request; try again later")));
      try {
        if (place.immediate()) {
          make(place, input, answer);
        } else {
          workers.execute(
              () -> {
                if (!answer.isDone()) {
                  make(place, input, answer);
                }
              },
              input.body().length);
        }
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    }

    private void make(RouteTable.Place place, Input input, CompletableFuture<Answer> answer) {
      try {
        place.answer(input).whenComplete((made, failure) -> {
          if (failure == null) {
            answer.complete(made);
          } else {
            answer.completeExceptionally(failure);
          }
        });
      } catch (Exception | Error e) {
        answer.completeExceptionally(e);
      }
    }

    private void refuse(Throwable failure) {
      try {
        send(errors.of(request, failure));
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    private void send(Answer answer) {
      try {
        share.resize(answer.body().length);
      } catch (RefusedException e) {
        refuse(e);
        return;
      }
      response.setStatus(answer.status());
      HttpFields.Mutable headers = response.getHeaders();
      headers.add(answer.headers());
      headers.put(HttpHeader.CONTENT_TYPE, answer.type());
      headers.put("X-Content-Type-Options", "nosniff");
      deadline.beginOrClose();
      if (answer.events() != null && !HttpMethod.HEAD.is(request.getMethod())) {
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        streams.begin(answer.events(), response, deadline, callback);
        return;
      }
      boolean announced = request.getHeaders().contains(HttpHeader.EXPECT);
      if (!announced && answer.status() != 408) {
        dropBody(answer);
      } else if (request.consumeAvailable()) {
        write(answer, this::end);
      } else {
        headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        write(answer, announced ? this::end : this::dropRest);
      }
    }

    private void dropRest() {
      Content.Source.consumeAll(request, Callback.from(this::end, this::fail));
    }

    /**
     * Answers once the rest of the body has arrived, or after a short wait. A client that is still
     * sending when the connection is closed may never see the answer.
     */
    private void dropBody(Answer answer) {
      CompletableFuture<Void> dropped = new CompletableFuture<>();
      Content.Source.consumeAll(
          request, Callback.from(() -> dropped.complete(null), dropped::completeExceptionally));
      dropped.copy().orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).whenComplete((all, late) -> {
        if (late != null) {
          response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        write(
            answer,
            () -> dropped.whenComplete((rest, failure) -> {
              if (failure == null) {
                end();
              } else {
                fail(failure);
              }
            }));
      });
    }

    private void write(Answer answer, Runnable written) {
      response.write(true, ByteBuffer.wrap(answer.body()), Callback.from(written, this::fail));
    }

    private void end() {
      share.close();
      deadline.beginOrClose();
      callback.succeeded();
    }

    private void fail(Throwable failure) {
      share.close();
      callback.failed(failure);
    }
  }
}
