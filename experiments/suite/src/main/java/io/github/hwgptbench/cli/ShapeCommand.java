package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.suite.SpaceFile;
import io.github.hwgptbench.supernet.SupernetShape;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the shape of a supernet, which training takes: it has no reader of YAML. */
@Command(
    name = "shape",
    description = {
      "Write the shape of a supernet of a custom search space as a JSON file, for 'hwgpt supernet"
          + " train'.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt supernet shape --space mine.yaml --out mine.json",
      "  hwgpt supernet train --space mine.json --tokens book.tokens --out my-supernet"
    })
final class ShapeCommand extends ConsoleCommand {

  @Option(
      names = "--space",
      paramLabel = "FILE",
      required = true,
      description = "YAML file of a custom search space, see docs/own-space.md.")
  private Path space;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "JSON file.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the file if there is one.")
  private boolean overwrite;

  static boolean isYaml(Path file) {
    return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
  }

  @Override
  void execute() throws IOException {
    AnswerFile file = new AnswerFile(out);
    if (!overwrite && file.replacesFile()) {
      throw new IOException(
          Text.format("%s: exists; use another name, or replace it with --overwrite", out));
    }
    SupernetShape shape =
        isYaml(space) ? SupernetShape.of(SpaceFile.read(space)) : SupernetShape.read(space);
    file.write(writer -> writer.write(shape.toJson()));
    print(
        "The shape of a supernet of space '%s' with %d weights is in %s%n",
        shape.space().name(), shape.weights(), out);
  }
}
