package io.github.hwgptbench.adapter.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the tests run as a program of somebody else's: it knows nothing but the lines. */
final class SomeProgram {

  private static final String ONE = "{\"evaluate\": [[" + "0,".repeat(26) + "0]]}";

  private SomeProgram() {}

  static List<String> command(String manner) {
    return List.of(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        "target/test-classes",
        SomeProgram.class.getName(),
        manner);
  }

  /** Behaves in the manner that the argument names. */
  public static void main(String[] args) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    in.readLine();
    switch (args[0]) {
      case "to the end" -> {
        String answer;
        do {
          System.out.println(ONE);
          answer = in.readLine();
        } while (!answer.endsWith("\"left\":0}"));
      }
      case "with a byte-order mark" -> {
        System.out.write(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, 3);
        System.out.println(ONE);
        in.readLine();
      }
      case "prints without end" -> {
        System.out.println(ONE);
        in.readLine();
        String line = "remark ".repeat(100);
        for (int i = 0; i < 20_000; i++) {
          System.err.println(i + " " + line);
        }
        System.err.println("out of luck");
        System.exit(3);
      }
      case "starts another and loses it" -> {
        Process middle = new ProcessBuilder(command("leaves another to nobody"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        middle.getOutputStream().close();
        middle.waitFor();
        System.out.println(ONE);
        in.readLine();
        Thread.sleep(Long.MAX_VALUE);
      }
      case "leaves another to nobody" -> {
        Process other = new ProcessBuilder(command("hangs")).start();
        System.err.println(other.pid());
      }
      case "early" -> {
        System.out.println(ONE);
        in.readLine();
      }
      case "without the last answer" -> {
        for (int i = 0; i < 5; i++) {
          System.out.println(ONE);
        }
      }
      case "without reading" -> {
        // More lines, and more answers, than any pipe holds.
        for (int i = 0; i < 10_000; i++) {
          System.out.println(ONE);
        }
      }
      case "leaves another behind" -> {
        System.out.println(ONE);
        in.readLine();
        Process other = new ProcessBuilder(command("hangs"))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
        System.err.println(other.pid());
        System.exit(3);
      }
      case "starts another" -> {
        Process other = new ProcessBuilder(command("hangs")).start();
        System.err.println(other.pid());
        other.waitFor();
      }
      case "nothing" -> System.err.println("usage: none");
      case "dies" -> {
        System.out.println(ONE);
        in.readLine();
        System.err.println("Traceback:\n  out of luck");
        System.exit(3);
      }
      case "nonsense" -> {
        System.out.println(ONE);
        in.readLine();
        System.out.println("evaluating ...");
        System.err.println(in.readLine());
      }
      default -> {
        System.err.println(ProcessHandle.current().pid());
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }
}
