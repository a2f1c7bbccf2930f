package io.github.hwgptbench.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom to cite for an algorithm, as far as its name says it. */
final class CitedAlgorithms {

  private static final Pattern NAME =
      Pattern.compile("(?:(jmetal|moea):)?([A-Za-z0-9_-]+)(@paper)?(?:[@(].*)?");

  private CitedAlgorithms() {}

  /** Returns the works of an algorithm; none if the name is nobody's here. */
  static List<Reference> of(String algorithm) {
    Matcher name = NAME.matcher(algorithm);
    if (!name.matches()) {
      return List.of();
    }
    if (name.group(1) != null) {
      return ofFramework(name.group(1), name.group(2));
    }
    List<Reference> works = new ArrayList<>(own(name.group(2)));
    if (name.group(3) != null && !works.isEmpty()) {
      works.remove(Reference.LOG_EI);
      works.add(Reference.HW_GPT_BENCH);
    }
    return works;
  }

  private static List<Reference> own(String name) {
    return switch (name) {
      case "random" -> List.of(Reference.RANDOM_SEARCH);
      case "mo-re" -> List.of(Reference.REGULARIZED_EVOLUTION);
      case "nsga2" -> List.of(Reference.NSGA2);
      case "local-search" -> List.of(Reference.LOCAL_SEARCH);
      case "lsbo" -> List.of(Reference.EXPECTED_IMPROVEMENT);
      case "rsbo" -> List.of(Reference.PAREGO, Reference.RANDOM_SCALARIZATIONS);
      case "ehvi" -> List.of(Reference.EHVI, Reference.QEHVI, Reference.LOG_EI);
      default -> List.of();
    };
  }

  private static List<Reference> ofFramework(String framework, String name) {
    List<Reference> works = new ArrayList<>();
    switch (name) {
      case "NSGAII" -> works.add(Reference.NSGA2);
      case "NSGAIII" -> works.add(Reference.NSGA3);
      case "MOEAD" -> works.add(Reference.MOEAD);
      case "SMSEMOA" -> works.add(Reference.SMS_EMOA);
      default -> {
        // The framework's documentation says whom to cite for the others.
      }
    }
    works.add(framework.equals("jmetal") ? Reference.JMETAL : Reference.MOEA_FRAMEWORK);
    return works;
  }
}
