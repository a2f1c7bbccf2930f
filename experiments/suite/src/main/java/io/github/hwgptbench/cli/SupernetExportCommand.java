package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.supernet.SupernetExport;
import io.github.hwgptbench.supernet.SupernetWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes networks of supernets as ONNX files. */
@Command(
    name = "export",
    description = {
      "Write a supernet as one ONNX file, for other runtimes and languages: its inputs choose the"
          + " sub-network. Or write one network with the weights that it inherits.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt supernet export --weights my-supernet --to my-supernet.onnx",
      "  hwgpt supernet export --weights my-supernet --arch gpt-xs-2-96-3-4-1-2-True --to net.onnx",
      "",
      "docs/supernet.md describes the inputs and outputs."
    })
final class SupernetExportCommand extends ConsoleCommand {

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the weights of a supernet.")
  private Path folder;

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      description = "Only this network: gpt-SCALE-n_layer-embed_dim-mlp_ratio...-n_head...-bias.")
  private @Nullable String architecture;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "ONNX file. Weights of more than 2 GB go to FILE.data beside it.")
  private Path file;

  @Option(names = "--overwrite", description = "Replace the file if there is one.")
  private boolean overwrite;

  @Override
  void execute() throws IOException {
    SupernetWeights weights = SupernetWeights.open(folder);
    if (!overwrite && Files.exists(file)) {
      throw new IOException(Text.format("%s: exists; take another name, or --overwrite it", file));
    }
    SupernetExport export = new SupernetExport(weights);
    if (architecture == null) {
      export.writeSupernet(file);
    } else {
      export.writeNetwork(weights.shape().space().parse(architecture), file);
    }
    print(
        "%s of space '%s' is in %s%n",
        architecture == null ? "The supernet" : architecture,
        weights.shape().space().name(),
        file);
  }
}
