package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.ShippedSupernet;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the search spaces. */
@Command(
    name = "spaces",
    description = {
      "List the search spaces, the choices of their genes, and their numbers of"
          + " architectures.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  hwgpt spaces --format json")
final class SpacesCommand extends ConsoleCommand {

  @Mixin
  private FormatOption format;

  @Override
  void execute() {
    Table table = new Table(
        "scale",
        "embed_dim",
        "n_layer",
        "n_head",
        "mlp_ratio",
        "bias",
        "architectures",
        "measured",
        "supernet");
    for (SearchSpace space : SearchSpace.all()) {
      table.add(
          space.name(),
          choices(space.embedDims()),
          choices(space.layerCounts()),
          choices(space.headCounts()),
          choices(space.mlpRatios()),
          choices(space.biases()),
          architectures(space),
          space.measured(),
          ShippedSupernet.in(space));
    }
    table.print(format.format(), out());
  }

  private static String choices(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  /** Programs get the exact number, people its size. */
  private Object architectures(SearchSpace space) {
    return format.format() == Table.Format.TEXT
        ? Text.format("%.2e", space.distinctArchitectures().doubleValue())
        : space.distinctArchitectures().toString();
  }
}
