package io.github.hwgptbench.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which requests are answered that wait for a worker. */
@Timeout(60)
class WorkersTest {

  private static final int SMALL = 70;
  /** What asks for 2,000 architectures. */
  private static final int LARGE = 108_000;

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);
  private final Workers workers = new Workers(1, nanoTime::get);
  private final CountDownLatch free = new CountDownLatch(1);
  private final List<String> answered = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void keepTheWorkerBusy() {
    workers.execute(
        () -> {
          try {
            free.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        0);
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  private void request(String name, int bytes) {
    workers.execute(() -> answered.add(name), bytes);
  }

  private void letAllBeAnswered() throws InterruptedException {
    free.countDown();
    workers.shutdown();
    assertTrue(workers.awaitTermination(30, TimeUnit.SECONDS));
  }

  /** 200 clients may send large requests at once. */
  @Test
  void aSmallRequestGoesBeforeLargeOnesThatWait() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      request("large", LARGE);
    }
    nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
    request("small", SMALL);
    letAllBeAnswered();
    assertEquals(201, answered.size());
    assertEquals("small", answered.get(0));
  }

  @Test
  void aLargeRequestDoesNotWaitForEver() throws InterruptedException {
    request("large", Integer.MAX_VALUE);
    nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(2100));
    request("small", SMALL);
    letAllBeAnswered();
    assertEquals(List.of("large", "small"), answered);
  }
}
