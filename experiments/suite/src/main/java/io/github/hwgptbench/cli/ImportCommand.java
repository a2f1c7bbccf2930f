package io.github.hwgptbench.cli;

import io.github.hwgptbench.checkpoint.Checkpoint;
import io.github.hwgptbench.checkpoint.PickledData;
import io.github.hwgptbench.creation.measurement.RawImport;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.published.PublishedImport;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.suite.ModelConfigFile;
import io.github.hwgptbench.suite.SpaceFile;
import io.github.hwgptbench.supernet.ModelConfig;
import io.github.hwgptbench.supernet.SupernetImport;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports models and measurements. */
@Command(
    name = "import",
    description = {
      "Import published models and measurements. From files of PyTorch or"
          + " safetensors: a supernet (a checkpoint of PyTorch Lightning, LitGPT,"
          + " whittle or DeepSpeed, or a state dictionary), or the authors' networks"
          + " for perplexity and memory.",
      "From the pickles in the authors' repository: tables of measurements,"
          + " from which 'hwgpt fit' makes surrogates. Neither PyTorch nor Python is"
          + " needed, and no code in the files is run.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt import gpt-s.ckpt --scale s --out supernet-s",
      "  hwgpt import pythia-160m/lit_model.pth --out pythia",
      "  hwgpt import perplexity_s.pt bfloat16_memory_s.pth --out published",
      "  hwgpt run --published published --objectives perplexity@published,energy@a100",
      "  hwgpt import HW-GPT-Bench/data_collection/raw_results_hw/*/*.pkl --out measured"
    })
final class ImportCommand extends ConsoleCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "File to import, or the *.index.json of a checkpoint in several files;"
          + " any number of networks for perplexity and memory, and of measurements."
          + " The names of a file of measurements and of its folder contain the device"
          + " and the scale.")
  private List<Path> files;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description = "Search space of a supernet: s, m or l; s_wide, m_wide or l_wide; or xs."
          + " It is derived from a model_config.yaml of LitGPT or a config.json of"
          + " GPT-NeoX beside the file, if there is one. Names of files of other"
          + " networks contain the scale.")
  private @Nullable String scale;

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description = "In place of --scale: YAML file of a custom space, or JSON file with the"
          + " shape of a custom supernet, such as the supernet.json of another one.")
  private @Nullable Path spaceFile;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "Device of a network for memory, a100 or rtx2080, if the name of the file"
          + " does not begin with bfloat16_memory or float16_memory.")
  private @Nullable String device;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the result, created if missing. Each supernet needs its own;"
          + " other networks share one. Measurements go to a new folder per scale in"
          + " it.")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "Replace networks for perplexity and memory of the same space in the"
          + " folder. A supernet is never replaced.")
  private boolean overwrite;

  /** Files that this command has written. */
  private final Set<Path> imported = new HashSet<>();

  @Override
  void execute() throws IOException {
    SearchSpace space = scale == null ? null : BenchOptions.space(scale);
    Device measured = device == null ? null : Device.of(device);
    if (files.stream().anyMatch(PickledData::recognizes)) {
      importMeasurements();
      return;
    }
    for (Path file : files) {
      try (Checkpoint checkpoint = Checkpoint.open(file)) {
        OutputFolder.make(out);
        if (PublishedImport.recognizes(checkpoint)) {
          importNetwork(checkpoint, space, measured);
        } else {
          importSupernet(checkpoint, space);
        }
      }
    }
  }

  private void importMeasurements() throws IOException {
    if (scale != null || spaceFile != null || device != null || overwrite) {
      throw UsageException.of(
          "--scale, --space, --device and --overwrite are for supernets and networks; files of"
              + " measurements contain scale and device in their names");
    }
    for (Path file : files) {
      if (!PickledData.recognizes(file)) {
        throw UsageException.of(
            "%s: not a pickle of measurements, as the others are; import these alone", file);
      }
    }
    List<Path> superseded = RawImport.superseded(files);
    if (superseded.size() == files.size()) {
      throw UsageException.of(
          "%s: energies that the authors measured again, in files with 'tracker' in their names; import those",
          superseded.get(0));
    }
    List<RawImport> imports;
    try (ProgressLine progress = progress("files", files.size() - superseded.size())) {
      imports = RawImport.read(files, progress::step);
    }
    for (RawImport raw : imports) {
      raw.checkNew(out);
    }
    OutputFolder.make(out);
    for (RawImport raw : imports) {
      Path folder = raw.write(out);
      print("%s: %d architectures%n", folder, raw.size());
      for (Objective objective : MeasuredData.open(out, raw.space()).objectives()) {
        print("  %s%n", objective);
      }
    }
    if (!superseded.isEmpty()) {
      print(
          "Skipped: %d files of energies that were measured again, in files with 'tracker' in"
              + " their names%n",
          superseded.size());
    }
    print(
        "Try: %s%n",
        TypedCommand.of(List.of("fit", "--data", out.toString(), "--out", "my-models")));
  }

  private void importNetwork(
      Checkpoint checkpoint, @Nullable SearchSpace space, @Nullable Device measured)
      throws IOException {
    if (spaceFile != null) {
      throw UsageException.of(
          "--space is for supernets only, and %s is not one", checkpoint.file());
    }
    PublishedImport network = PublishedImport.of(checkpoint, measured);
    SearchSpace own = network.space();
    if (space != null && !own.equals(space)) {
      throw UsageException.of(
          "--scale '%s': %s is a network of space '%s'",
          space.name(), checkpoint.file(), own.name());
    }
    Path file = network.file(out);
    if (!imported.add(file)) {
      throw new IOException(Text.format(
          "%s: a second network for %s of space '%s'; allowed: one",
          checkpoint.file(), network.objective(), own.name()));
    }
    if (!overwrite && Files.exists(file)) {
      throw new IOException(
          Text.format("%s: exists; use another folder, or replace it with --overwrite", file));
    }
    print("%s of space '%s' is in %s%n", network.objective(), own.name(), network.write(out));
  }

  private void importSupernet(Checkpoint checkpoint, @Nullable SearchSpace space)
      throws IOException {
    if (files.size() > 1) {
      throw UsageException.of(
          "%s: a supernet; import it alone, into its own folder", checkpoint.file());
    }
    if (space != null && spaceFile != null) {
      throw UsageException.of(
          "%s: a supernet; give its --scale, or a file of its --space, not both",
          checkpoint.file());
    }
    SupernetImport supernet = supernet(checkpoint, space);
    SupernetShape full = supernet.shape();
    supernet.notes().forEach(note -> print("%s%n", note));
    try (ByteProgress progress = new ByteProgress(err(), SupernetImport.work(checkpoint, full))) {
      SupernetWeights weights = supernet.write(out, progress::done);
      print(
          "A supernet of space '%s' with %d weights is in %s%n",
          full.space().name(), weights.shape().weights(), out);
    }
    if (space == null && spaceFile == null) {
      print(
          "Its choices: embed_dim %s, n_layer %s, n_head %s, mlp_ratio %s, bias %s; --space sets"
              + " others%n",
          full.space().embedDims(),
          full.space().layerCounts(),
          full.space().headCounts(),
          full.space().mlpRatios(),
          full.space().biases());
    }
  }

  /**
   * Prepares the import by the shape in a file, a configuration beside the checkpoint, or a space.
   */
  private SupernetImport supernet(Checkpoint checkpoint, @Nullable SearchSpace space)
      throws IOException {
    SearchSpace choices = space;
    if (spaceFile != null) {
      if (!ShapeCommand.isYaml(spaceFile)) {
        return SupernetImport.of(checkpoint, SupernetShape.read(spaceFile));
      }
      choices = SpaceFile.read(spaceFile);
    }
    Path config = ModelConfigFile.beside(checkpoint.file()).orElse(null);
    if (config != null) {
      Optional<ModelConfig> model = space == null
          ? Optional.of(ModelConfigFile.read(config))
          : ModelConfigFile.readIfOf(space, config);
      if (model.isPresent()) {
        print("Sizes and layout from %s%n", config);
        return SupernetImport.of(checkpoint, model.get(), choices);
      }
      print("Ignored, as it does not describe a model as large as space '%s': %s%n", scale, config);
    }
    if (choices == null) {
      throw UsageException.of(
          "%s: a supernet; give its --scale, or a file of its --space, or put the model_config.yaml or config.json of the model beside it",
          checkpoint.file());
    }
    return SupernetImport.of(checkpoint, SupernetShape.of(choices));
  }
}
