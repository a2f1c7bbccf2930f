package io.github.hwgptbench.report.internal.text;

import io.github.hwgptbench.citation.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
      works.remove(Reference.of("ament2023unexpected"));
      works.add(Reference.of("sukthanker2024hwgptbench"));
    }
    return works;
  }

  private static List<Reference> own(String name) {
    return switch (name) {
      case "random", "grid" -> works("bergstra2012random");
      case "mo-re" -> works("real2019regularized");
      case "nsga2" -> works("deb2002nsga2");
      case "local-search" -> works("paquete2004pareto");
      case "lsbo" -> works("jones1998ego");
      case "rsbo" -> works("knowles2006parego", "paria2020flexible");
      case "parego" -> works("knowles2006parego", "jones1998ego");
      case "tpe" -> works("bergstra2011algorithms", "ozaki2022multiobjective");
      case "moasha" -> works("schmucker2021multiobjective");
      case "mf-ehvi" -> works("huang2006sequential", "irshad2021expected", "emmerich2006single");
      case "ridge" -> works("baptista2018bayesian", "emmerich2006single");
      case "ehvi" ->
        works("emmerich2006single", "daulton2020differentiable", "ament2023unexpected");
      case "transfer-ehvi" ->
        works("alvarez2012kernels", "bonilla2008multitask", "emmerich2006single");
      case "prior-front" -> works("emmerich2006single", "ament2023unexpected");
      case "nehvi" -> works("daulton2021parallel", "emmerich2006single", "ament2023unexpected");
      default -> List.of();
    };
  }

  private static List<Reference> ofFramework(String framework, String name) {
    List<Reference> works = new ArrayList<>(ofFramework(name));
    if (framework.equals("moea") && name.equals("MOEAD")) {
      works.add(Reference.of("li2009multiobjective"));
    }
    works.add(
        framework.equals("jmetal")
            ? Reference.of("durillo2011jmetal")
            : Reference.of("hadka-moeaframework"));
    return works;
  }

  private static List<Reference> ofFramework(String name) {
    return switch (name) {
      case "Random", "RandomSearch" -> works("bergstra2012random");
      case "NSGAII" -> works("deb2002nsga2");
      case "NSGAIII" -> works("deb2014nsga3");
      case "UNSGAIII" -> works("seada2015unsga3");
      case "eNSGAII" -> works("kollat2006comparing");
      case "eMOEA" -> works("deb2003fast");
      case "MOEAD" -> works("zhang2007moead");
      case "SMSEMOA" -> works("beume2007smsemoa");
      case "SPEA2" -> works("zitzler2001spea2");
      case "IBEA" -> works("zitzler2004indicator");
      case "mIBEA" -> works("zitzler2004indicator", "li2017mibea");
      case "PESA2" -> works("corne2001pesa2");
      case "PAES" -> works("knowles2000approximating");
      case "MOCell" -> works("nebro2009mocell");
      case "ESPEA" -> works("braun2015obtaining");
      case "AGEMOEA" -> works("panichella2019adaptive");
      case "AGEMOEAII" -> works("panichella2022improved");
      case "VEGA" -> works("schaffer1985multiple");
      case "RVEA" -> works("cheng2016reference");
      case "DBEA" -> works("asafuddoula2015decomposition");
      case "AMOSA" -> works("bandyopadhyay2008amosa");
      default -> List.of();
    };
  }

  private static List<Reference> works(String... keys) {
    return Stream.of(keys).map(Reference::of).toList();
  }
}
