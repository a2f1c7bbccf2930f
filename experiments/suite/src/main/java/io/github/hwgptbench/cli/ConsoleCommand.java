package io.github.hwgptbench.cli;

import com.google.errorprone.annotations.FormatMethod;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What commands share: the streams that they print to, and what was given to them. */
abstract class ConsoleCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  /** Does what the command is for. */
  abstract void execute() throws Exception;

  @Override
  public final Integer call() throws Exception {
    execute();
    return 0;
  }

  final CommandSpec spec() {
    return spec;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Returns whether an option was given, be it with the default value. */
  final boolean given(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Prints to standard output, in the same form under every locale. */
  @FormatMethod
  final void print(String format, @Nullable Object... values) {
    out().printf(Locale.ROOT, format, values);
  }

  final ProgressLine progress(String unit, long total) {
    return new ProgressLine(err(), unit, total);
  }
}
