package io.github.hwgptbench.cli;

import com.google.common.io.MoreFiles;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.HuggingFaceExport;
import io.github.hwgptbench.supernet.LitGptExport;
import io.github.hwgptbench.supernet.ShippedSupernet;
import io.github.hwgptbench.supernet.SupernetExport;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exports supernets and their sub-networks. */
@Command(
    name = "export",
    description = {
      "Write a supernet, or one sub-network with its inherited weights, for"
          + " other runtimes and libraries: as an ONNX file, whose inputs choose the"
          + " sub-network of a supernet; as a safetensors file for PyTorch, with"
          + " config.json beside it; or as a folder for transformers of Hugging Face.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt supernet export --weights my-supernet --to my-supernet.onnx",
      "  hwgpt supernet export --weights my-supernet --arch gpt-xs-2-96-3-4-1-2-True --to net.onnx",
      "  hwgpt supernet export --weights my-supernet --arch gpt-xs-2-96-3-4-1-2-True"
          + " --to net/model.safetensors",
      "  hwgpt supernet export --weights my-supernet --arch gpt-xs-2-64-3-3-2-2-True"
          + " --format huggingface --to net",
      "",
      "docs/supernet.md describes the files; docs/fine-tuning.md shows how to train them in PyTorch."
    })
final class SupernetExportCommand extends ConsoleCommand {

  /** The formats, by the names that users type. */
  enum Format {
    ONNX {
      @Override
      void write(SupernetWeights weights, @Nullable Architecture architecture, Path to)
          throws IOException {
        SupernetExport export = new SupernetExport(weights);
        if (architecture == null) {
          export.writeSupernet(to);
        } else {
          export.writeNetwork(architecture, to);
        }
      }

      @Override
      List<Path> files(SupernetWeights weights, @Nullable Architecture architecture, Path to) {
        return new SupernetExport(weights)
            .files(architecture == null ? weights.shape().space().largest() : architecture, to);
      }
    },
    SAFETENSORS {
      @Override
      void write(SupernetWeights weights, @Nullable Architecture architecture, Path to)
          throws IOException {
        LitGptExport export = new LitGptExport(weights);
        if (architecture == null) {
          export.writeSupernet(to);
        } else {
          export.writeNetwork(architecture, to);
        }
      }

      @Override
      List<Path> files(SupernetWeights weights, @Nullable Architecture architecture, Path to) {
        return LitGptExport.files(to);
      }
    },
    HUGGINGFACE {
      @Override
      void write(SupernetWeights weights, @Nullable Architecture architecture, Path to)
          throws IOException {
        if (architecture == null) {
          throw new UsageException(
              "--format huggingface requires --arch, as it exports a single architecture");
        }
        new HuggingFaceExport(weights).writeNetwork(architecture, to);
      }

      @Override
      List<Path> files(SupernetWeights weights, @Nullable Architecture architecture, Path to) {
        return HuggingFaceExport.files(to);
      }
    };

    /** Writes a sub-network, or the supernet if there is no architecture. */
    abstract void write(SupernetWeights weights, @Nullable Architecture architecture, Path to)
        throws IOException;

    /** Returns the files that it replaces. */
    abstract List<Path> files(
        SupernetWeights weights, @Nullable Architecture architecture, Path to);

    /** Returns the format of a file with this name. */
    static Format of(Path to) {
      String name = to.toString();
      if (name.endsWith(".json") || name.endsWith(".yaml")) {
        throw UsageException.of(
            "--to %s: the name of a configuration; allowed: a file of weights, such as net.onnx or net/model.safetensors",
            to);
      }
      return name.endsWith(".safetensors") ? SAFETENSORS : ONNX;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @ArgGroup(multiplicity = "1")
  private Source source;

  private static final class Source {

    @Option(
        names = "--weights",
        paramLabel = "DIR",
        required = true,
        description = "Folder of the weights of a supernet.")
    private @Nullable Path folder;

    @Option(
        names = "--scale",
        paramLabel = "SCALE",
        required = true,
        description = "Scale whose shipped supernet is exported: xs.")
    private @Nullable String scale;

    SupernetWeights open() {
      if (folder != null) {
        return SupernetWeights.open(folder);
      }
      SearchSpace space = SearchSpace.of(String.valueOf(scale).toLowerCase(Locale.ROOT));
      return ShippedSupernet.weights(space)
          .orElseThrow(() -> UsageException.of(
              "--scale %s: no supernet ships for it; name the folder of one with --weights",
              scale));
    }
  }

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      description = "Export only this sub-network:"
          + " gpt-SCALE-n_layer-embed_dim-mlp_ratio...-n_head...-bias.")
  private @Nullable String architecture;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: safetensors if FILE ends in"
          + " .safetensors, else onnx. huggingface needs --arch, and the restrictions"
          + " of GPT-NeoX: the same n_head and mlp_ratio in all layers, and embed_dim"
          + " = n_head x head size.")
  private @Nullable Format format;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "File, or for huggingface a folder. ONNX weights of more than 2 GB go to"
          + " FILE.data beside it.")
  private Path to;

  @Option(names = "--overwrite", description = "Replace existing files.")
  private boolean overwrite;

  @Override
  void execute() throws IOException {
    SupernetWeights weights = source.open();
    Format chosen = format == null ? Format.of(to) : format;
    Architecture network =
        architecture == null ? null : weights.shape().space().parse(architecture);
    for (Path file : chosen.files(weights, network, to)) {
      if (!overwrite && Files.exists(file)) {
        throw new IOException(
            Text.format("%s: exists; use another name, or replace it with --overwrite", file));
      }
    }
    MoreFiles.createParentDirectories(to);
    chosen.write(weights, network, to);
    print(
        "%s of space '%s' is in %s%n",
        architecture == null ? "The supernet" : architecture,
        weights.shape().space().name(),
        to);
  }
}
