package io.github.hwgptbench.cli;

import io.github.hwgptbench.checkpoint.Checkpoint;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetImport;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes over what the authors trained. */
@Command(
    name = "import",
    description = {
      "Take over a supernet of the authors: a PyTorch Lightning checkpoint, or a state dictionary"
          + " that torch.save wrote. PyTorch is not needed, and nothing in the file is run.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  hwgpt import gpt-s.ckpt --scale s --out supernet-s")
final class ImportCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "CHECKPOINT", description = "The file to import.")
  private Path file;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      required = true,
      description = "The space that the supernet serves: s, m or l, or s_wide, m_wide or l_wide.")
  private String scale;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for what is imported; made if it is missing.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    SearchSpace space = BenchOptions.space(scale);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      OutputFolder.make(out);
      importSupernet(checkpoint, space);
    }
    return 0;
  }

  private void importSupernet(Checkpoint checkpoint, SearchSpace space) throws IOException {
    SupernetShape shape = SupernetShape.published(space);
    try (ByteProgress progress =
        new ByteProgress(spec.commandLine().getErr(), SupernetImport.work(checkpoint, shape))) {
      SupernetWeights supernet = SupernetImport.write(checkpoint, shape, out, progress::done);
      spec.commandLine()
          .getOut()
          .printf(
              "A supernet of space '%s' with %d weights is in %s%n",
              space.name(), supernet.shape().weights(), out);
    }
  }
}
