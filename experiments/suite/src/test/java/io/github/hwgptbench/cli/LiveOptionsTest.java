package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the page of a suite is. */
class LiveOptionsTest {

  @TempDir
  private Path temp;

  private CommandRun run(String... port) {
    return CommandRun.of((Object[]) Stream.concat(
            Stream.of(
                "run",
                "--objectives",
                "perplexity,energy@a100",
                "--algorithms",
                "random",
                "--seeds",
                "1",
                "--evaluations",
                "5",
                "--out",
                temp.resolve("o2 suite").toString(),
                "--live"),
            Stream.of(port))
        .toArray(String[]::new));
  }

  @Test
  void anotherPortIsTakenWhereTheUsualOneIs() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket other = new ServerSocket()) {
      try {
        other.bind(new InetSocketAddress(loopback, 8090));
      } catch (BindException e) {
        // It is taken already.
      }
      CommandRun result = run();
      assertEquals(0, result.code(), result.err());
      Matcher page = Pattern.compile(
              "Live page: http://127\\.0\\.0\\.1:([0-9]+)/live#o2%20suite\\R")
          .matcher(result.err());
      assertTrue(page.find(), result.err());
      assertNotEquals("8090", page.group(1));
    }
  }

  @Test
  void portThatIsGivenHasToBeFree() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CommandRun result = run("--live-port", String.valueOf(other.getLocalPort()));
      assertEquals(1, result.code(), result.err());
      assertTrue(result.err().contains("127.0.0.1:" + other.getLocalPort()), result.err());
    }
  }
}
