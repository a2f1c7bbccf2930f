package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.RecordVerification;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Submission;
import io.github.hwgptbench.suite.SubmissionCheck;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Checks submissions to the leaderboard, and prints what was found. */
final class SubmissionChecks {

  private final SubmissionCheck.Sample sample;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * Makes checks.
   *
   * @param sample which runs are verified
   * @param out receives the results of accepted submissions
   * @param err receives progress, and why submissions are refused
   */
  SubmissionChecks(SubmissionCheck.Sample sample, PrintWriter out, PrintWriter err) {
    this.sample = sample;
    this.out = out;
    this.err = err;
  }

  /**
   * Checks submissions, and writes the result of each that is accepted. One that is refused loses
   * its result, which may have come with it.
   *
   * @throws RunsFailedException if one is refused
   * @throws IOException if a result can't be written
   */
  void check(List<Path> folders) throws IOException, InterruptedException, RunsFailedException {
    int refused = 0;
    try (Benches benches = Benches.shipped()) {
      for (Path folder : folders) {
        refused += check(folder, benches) ? 0 : 1;
      }
    }
    if (refused > 0) {
      throw new RunsFailedException(Text.format(
          "%d of %d records %s refused", refused, folders.size(), refused == 1 ? "is" : "are"));
    }
  }

  /** Returns whether a submission is accepted. */
  private boolean check(Path folder, Benches benches) throws IOException, InterruptedException {
    Path file = Submission.verificationFile(folder);
    SubmissionCheck.Outcome outcome;
    try {
      outcome = outcome(Submission.open(folder), benches);
    } catch (UsageException | IOException | UncheckedIOException e) {
      outcome = new SubmissionCheck.Outcome(List.of(String.valueOf(e.getMessage())), null);
    }
    if (outcome.result() == null) {
      Files.deleteIfExists(file);
      err.printf(Locale.ROOT, "%s: refused%n", folder);
      outcome.reasons().forEach(reason -> err.printf(Locale.ROOT, "  - %s%n", reason));
      return false;
    }
    outcome.result().write(file);
    out.printf(Locale.ROOT, "%s: accepted%n", folder);
    outcome.result().algorithms().forEach(this::print);
    out.printf(Locale.ROOT, "  the result is in %s%n", file);
    return true;
  }

  private SubmissionCheck.Outcome outcome(Submission submission, Benches benches)
      throws IOException, InterruptedException {
    try (ProgressLine progress = new ProgressLine(
        err, "runs", Math.min(sample.runs(), submission.record().plan().runs()))) {
      return SubmissionCheck.of(submission, benches, sample, progress::step);
    }
  }

  private void print(String algorithm, RecordVerification.Verified verified) {
    String runs = Text.format("%d of %d runs", verified.checked(), verified.runs());
    out.printf(
        Locale.ROOT,
        "  %s: %s%n",
        algorithm,
        verified.notRepeatable() == null
            ? Text.format(
                "%s were repeated%s",
                runs, verified.checked() == 0 ? "" : "; all are bit-identical")
            : Text.format(
                "not repeatable here (%s); %s have the values and costs of the benchmark, at possible times",
                verified.notRepeatable(), runs));
  }
}
