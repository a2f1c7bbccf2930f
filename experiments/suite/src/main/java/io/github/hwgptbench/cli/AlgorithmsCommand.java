package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.internal.text.Text;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the algorithms, or what can be set about one. */
@Command(
    name = "algorithms",
    description = {
      "List the search algorithms, or the settings of one of them. Jars with"
          + " custom algorithms go into the folder 'plugins' beside this command, or"
          + " into the folder that the environment variable HWGPT_PLUGINS names.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  hwgpt algorithms", "  hwgpt algorithms jmetal:NSGAII"})
final class AlgorithmsCommand extends ConsoleCommand {

  /** An algorithm that takes so many objectives takes more. */
  private static final int MANY = 12;

  @Parameters(
      arity = "0..1",
      paramLabel = "ALGORITHM",
      description = "Print the settings of this algorithm.")
  private @Nullable String algorithm;

  @Mixin
  private FormatOption format;

  @Override
  void execute() {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    if (algorithm == null) {
      list(registry);
    } else {
      show(registry.factory(AlgorithmName.parse(algorithm)), registry);
    }
  }

  /** Ours and those of plug-ins come first, the frameworks' after them. */
  private void list(AlgorithmRegistry registry) {
    List<AlgorithmFactory> factories = registry.factories().stream()
        .sorted(Comparator.comparing(factory -> factory.name().contains(":")))
        .toList();
    switch (format.format()) {
      case TEXT -> {
        Table table = new Table("algorithm", "objectives", "constraints", "description");
        factories.forEach(factory -> table.add(
            fullName(factory), objectives(factory), constraints(factory), factory.description()));
        table.print(Table.Format.TEXT, out());
        out().println();
        out()
            .println(TypedCommand.in(
                "Settings of an algorithm: hwgpt algorithms ALGORITHM. To run some: hwgpt run"
                    + " --algorithms random,jmetal:NSGAII"));
      }
      case CSV, JSON -> {
        Table table = new Table(
            "algorithm",
            "description",
            "objectives",
            "constraints",
            "settings",
            "fidelities",
            "priors");
        factories.forEach(factory -> table.add(
            fullName(factory),
            factory.description(),
            objectives(factory),
            constraints(factory),
            settings(factory.settings()),
            factory.usesFidelities() ? "chosen" : "highest",
            factory.usesPriors() ? "used" : "ignored"));
        table.print(format.format(), out());
      }
    }
  }

  /** Returns how many objectives problems may have, such as {@code 2 or more}. */
  private static String objectives(AlgorithmFactory factory) {
    List<Integer> allowed = IntStream.rangeClosed(1, MANY)
        .filter(objectives -> factory.refusal(objectives, 0).isEmpty())
        .boxed()
        .toList();
    int least = allowed.get(0);
    int most = allowed.get(allowed.size() - 1);
    if (most == MANY) {
      return least + " or more";
    }
    return least == most ? String.valueOf(least) : least + " to " + most;
  }

  private static String constraints(AlgorithmFactory factory) {
    return factory.constraintHandling().label();
  }

  private Object settings(List<Setting<?>> settings) {
    if (format.format() == Table.Format.CSV) {
      return settings.stream().map(Setting::toString).collect(Collectors.joining(", "));
    }
    return settings.stream()
        .map(setting -> {
          Map<String, String> object = new LinkedHashMap<>();
          object.put("setting", setting.name());
          object.put("default", setting.initialText());
          object.put("allowed", setting.allowed());
          object.put("description", setting.description());
          return object;
        })
        .toList();
  }

  private void show(AlgorithmFactory factory, AlgorithmRegistry registry) {
    boolean text = format.format() == Table.Format.TEXT;
    if (text) {
      print("%s: %s%n", fullName(factory), factory.description());
      print("Objectives: %s%n", objectives(factory));
      print("Constraints: %s%n", factory.constraintHandling().description());
      print(
          "Fidelities: %s%n",
          factory.usesFidelities() ? "chosen for each candidate" : "the highest for all");
      print("Priors: %s%n%n", factory.usesPriors() ? "used" : "ignored");
    }
    if (text && factory.settings().isEmpty()) {
      out().println("It has no settings.");
    } else {
      Table table = new Table("setting", "default", "allowed", "description");
      factory
          .settings()
          .forEach(setting -> table.add(
              setting.name(), setting.initialText(), setting.allowed(), setting.description()));
      table.print(format.format(), out());
    }
    if (text) {
      usage(factory, registry);
    }
  }

  private void usage(AlgorithmFactory factory, AlgorithmRegistry registry) {
    String presets = registry.factories().stream()
        .filter(other -> other.name().equals(factory.name()) && other != factory)
        .map(AlgorithmsCommand::fullName)
        .collect(Collectors.joining(", "));
    if (!presets.isEmpty()) {
      print("%nOther presets: %s%n", presets);
    }
    factory.settings().stream().findFirst().ifPresent(setting -> {
      out().println();
      out()
          .println(TypedCommand.in(Text.format(
              "To run it: hwgpt run --algorithms '%s(%s)'", fullName(factory), setting)));
    });
  }

  private static String fullName(AlgorithmFactory factory) {
    return new AlgorithmName(factory.name(), factory.preset(), Map.of()).toString();
  }
}
