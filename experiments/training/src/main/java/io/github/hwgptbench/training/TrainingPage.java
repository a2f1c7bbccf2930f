package io.github.hwgptbench.training;

import com.google.common.base.Splitter;
import com.google.common.collect.Lists;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.report.Block;
import io.github.hwgptbench.report.Page;
import io.github.hwgptbench.report.Section;
import io.github.hwgptbench.report.StillPage;
import io.github.hwgptbench.report.internal.figure.Axis;
import io.github.hwgptbench.report.internal.figure.Dash;
import io.github.hwgptbench.report.internal.figure.Line;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Series;
import io.github.hwgptbench.report.internal.figure.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The page of a training, beside its log: progress, and figures of losses, the learning rate and
 * the length of gradients over the steps, all from the log.
 *
 * @param folder of the training
 * @param space name of the space
 * @param steps of the whole training
 * @param what description of the training
 */
record TrainingPage(Path folder, String space, int steps, String what) {

  static final String FILE = "training.html";

  /** So many points a line has at most; each is a mean of lines of the log then. */
  private static final int POINTS = 300;

  private static final String LOSS = "loss_";
  private static final String VALIDATION = "validation_";
  private static final String PERPLEXITY = VALIDATION + "perplexity_";

  /**
   * Writes the page in place of the one before, in one step.
   *
   * @throws IOException if the log can't be read, or the page not written
   */
  void write() throws IOException {
    Path file = folder.resolve(FILE);
    String html = StillPage.html(page(Log.read(folder.resolve(TrainingLog.FILE))));
    Path part = folder.resolve(FILE + ".part");
    try {
      Files.writeString(part, html);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException(
          Text.format(
              "%s: can't be written: %s; the last checkpoint, if any, is kept",
              file, e.getMessage()),
          e);
    }
  }

  private Page page(Log log) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Facts(facts(log)));
    blocks.add(drawing(
        "loss",
        "Training losses of the sub-networks of each step, and validation losses of the"
            + " validated sub-networks. Means over the steps since the previous point.",
        Axis.linear("loss (nats per token)"),
        log.lines(LOSS, VALIDATION + LOSS)));
    List<Series> perplexities = log.lines(PERPLEXITY);
    if (!perplexities.isEmpty()) {
      blocks.add(drawing(
          "perplexity",
          "Perplexity of the validated sub-networks.",
          Axis.log("validation perplexity"),
          perplexities));
    }
    blocks.add(drawing(
        "learning-rate",
        "Learning rate.",
        Axis.linear("learning rate").from(0),
        log.lines("learning_rate")));
    blocks.add(drawing(
        "gradient",
        "Norm of the gradient before clipping.",
        Axis.log("gradient norm"),
        log.lines("gradient_norm")));
    return new Page(
        Text.format("Training of space %s", space),
        Text.format("%,d of %,d steps", log.lastStep(), steps),
        List.of(
            Section.of("progress", "Progress", blocks),
            Section.of("settings", "Settings", List.of(new Block.Paragraph(what)))),
        List.of());
  }

  private List<Block.Fact> facts(Log log) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("Steps", Text.format("%,d of %,d", log.lastStep(), steps)));
    for (String column : log.columns().subList(1, log.columns().size())) {
      double last = log.last(column);
      if (!Double.isNaN(last)) {
        facts.add(new Block.Fact(column.replace('_', ' '), Text.format("%.4g", last)));
      }
    }
    log.stepOfLowest(VALIDATION + LOSS)
        .ifPresent(step -> facts.add(
            new Block.Fact("lowest mean validation loss", Text.format("at step %,d", step))));
    return facts;
  }

  private Block drawing(String name, String description, Axis y, List<Series> lines) {
    Plot plot = new Plot("", description, Axis.linear("step").from(0).to(steps), y, lines);
    return new Block.Drawing(name, description, plot);
  }

  /**
   * The log, read again.
   *
   * @param rows numbers by column; NaN where a cell is empty
   */
  private record Log(List<String> columns, List<double[]> rows) {

    static Log read(Path file) throws IOException {
      List<String> lines = Files.readAllLines(file);
      Splitter commas = Splitter.on(',');
      List<String> columns = commas.splitToList(lines.get(0));
      return new Log(
          columns,
          lines.stream()
              .skip(1)
              // One that is not complete is being written, or was when the machine crashed.
              .filter(line -> commas.splitToList(line).size() == columns.size())
              .map(line -> commas
                  .splitToStream(line)
                  .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                  .toArray())
              .toList());
    }

    int lastStep() {
      return rows.isEmpty() ? 0 : (int) rows.get(rows.size() - 1)[0];
    }

    /** Returns the last number of a column; NaN if there is none. */
    double last(String column) {
      int index = columns.indexOf(column);
      return rows.stream()
          .mapToDouble(row -> row[index])
          .filter(value -> !Double.isNaN(value))
          .reduce(Double.NaN, (before, value) -> value);
    }

    /**
     * Returns the step with the lowest mean of the columns that begin like this, if any has one.
     */
    Optional<Integer> stepOfLowest(String beginning) {
      int[] some = IntStream.range(0, columns.size())
          .filter(column -> columns.get(column).startsWith(beginning))
          .toArray();
      ToDoubleFunction<double[]> mean =
          row -> IntStream.of(some).mapToDouble(column -> row[column]).average().orElse(Double.NaN);
      return rows.stream()
          .filter(row -> !Double.isNaN(mean.applyAsDouble(row)))
          .min(Comparator.comparingDouble(mean))
          .map(row -> (int) row[0]);
    }

    /**
     * Returns a line of each column that begins like one of these, in dashes if it is of
     * validation. A network has the same colour in all figures.
     */
    List<Series> lines(String... beginnings) {
      Palette palette = Palette.of(columns.stream().map(Log::network).toList());
      return columns.stream()
          .filter(column -> Arrays.stream(beginnings).anyMatch(column::startsWith))
          .map(column -> line(column, palette.style(network(column))))
          .toList();
    }

    /** Returns the network that a column is of; the same for all that are of none. */
    private static String network(String column) {
      return column.contains(LOSS)
          ? column.substring(column.indexOf(LOSS) + LOSS.length())
          : column.startsWith(PERPLEXITY) ? column.substring(PERPLEXITY.length()) : "";
    }

    private Series line(String column, Style style) {
      boolean validation = column.startsWith(VALIDATION);
      String name = network(column).replace('_', ' ');
      return new Line(
          validation ? name + ", validation" : name,
          new Style(style.ink(), validation ? Dash.DASHED : Dash.SOLID, style.marker()),
          points(columns.indexOf(column)));
    }

    private List<Line.Point> points(int column) {
      List<double[]> filled =
          rows.stream().filter(row -> !Double.isNaN(row[column])).toList();
      int each = Math.max(1, (filled.size() + POINTS - 1) / POINTS);
      return Lists.partition(filled, each).stream()
          .map(some -> {
            double y = some.stream().mapToDouble(row -> row[column]).average().orElse(0);
            return new Line.Point(some.get(some.size() - 1)[0], y, y, y);
          })
          .toList();
    }
  }
}
