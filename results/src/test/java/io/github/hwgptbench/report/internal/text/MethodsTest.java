package io.github.hwgptbench.report.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.analysis.WrittenSuite;
import io.github.hwgptbench.citation.Reference;
import io.github.hwgptbench.record.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {

  @TempDir
  private Path folder;

  private SuiteAnalysis analysis(WrittenSuite suite) throws Exception {
    return new SuiteAnalyzer(
            AnalysisSettings.usual(), 1, BestFrontLookup.NONE, (space, version) -> Optional.empty())
        .analyze(List.of(suite.write(folder)));
  }

  @Test
  void saysWhatWasDoneAndWhomToCite() throws Exception {
    Prose methods = Methods.of(analysis(new WrittenSuite("quick")
        .problem(1, "perplexity", "energy@rtx2080")
        .run("nsga2", 1, new double[] {0.1, 0.2})
        .run("nsga2", 2, new double[] {0.1, 0.2})
        .run("my_own", 1, new double[] {0.1, 0.3})
        .run("my_own", 2, new double[] {0.1, 0.3})));
    assertEquals(
        "All experiments are on HW-GPT-Bench (Sukthanker et al. 2024), with version 1.0 of"
            + " hwgptbench (The hwgptbench authors) and the surrogates of hash hash. The problem"
            + " is perplexity and energy on rtx2080 in mWh (scale S). Objectives are the"
            + " noise-free predictions of the surrogates. The algorithms are nsga2 (Deb et al."
            + " 2002) and my_own. Each is run with 2 seeds on it, for 1 evaluation per run."
            + " Quality is the hypervolume (Zitzler and Thiele 1998) of all architectures found"
            + " so far, of objectives normalised to 0 to 1 by the bounds default-1 and the"
            + " reference point 1.1 in every objective (protocol default-1) (Ishibuchi et al."
            + " 2018), divided by that of the joint front of all runs; further IGD+ (Ishibuchi et al."
            + " 2015), the additive epsilon indicator (Zitzler et al. 2003), IGD (Coello Coello"
            + " and Reyes Sierra 2004), R2 with weighted Tchebycheff utilities (Hansen and"
            + " Jaszkiewicz 1998; Knowles et al. 2006) and the decimal logarithm of the missing"
            + " share of hypervolume (Daulton et al. 2020) to that front. Run lengths are the"
            + " evaluations until 0.9, 0.95, 0.99 and 0.999 of that hypervolume are reached,"
            + " with expected running times (Hansen et al. 2021). Runtime ECDFs show the share"
            + " of 30 targets, 79 % to 0.1 % short of it, that are reached"
            + " over the budget (Hansen et al. 2021). Genes and objectives of final fronts are"
            + " shown in parallel coordinates (Inselberg 1985). Attainment surfaces (Fonseca and"
            + " Fleming 1996) show what shares of the runs attained, heat maps the empirical"
            + " attainment function (Grunert da Fonseca et al. 2001) and its differences between"
            + " the two best algorithms (López-Ibáñez et al. 2010). Numbers are medians and"
            + " quartiles over the seeds; intervals are 95 % percentile bootstrap intervals of"
            + " the median (Efron and Tibshirani 1993) from 2000 resamples. Algorithms are"
            + " compared by two-sided signed-rank tests (Wilcoxon 1945) paired by seed, with"
            + " Holm's correction (Holm 1979) for all pairs on a problem, at level 0.05, and by"
            + " the effect size A12 (Vargha and Delaney 2000). Mean ranks over seeds come with"
            + " the Friedman test (Friedman 1937); critical-difference diagrams (Demšar 2006)"
            + " join algorithms that signed-rank tests with Holm's correction do not distinguish,"
            + " rather than tests of mean ranks, which depend on the other algorithms (Benavoli"
            + " et al. 2016).",
        methods.plain().strip());
    assertTrue(methods.latex().contains("are nsga2~\\cite{deb2002nsga2} and my\\_own. "));
    assertTrue(methods.references().contains(Reference.of("fonseca1996performance")));
    assertFalse(methods.references().contains(Reference.of("durillo2011jmetal")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jmetal:AGEMOEA",
        "jmetal:AGEMOEAII",
        "jmetal:ESPEA",
        "jmetal:IBEA",
        "jmetal:mIBEA",
        "jmetal:MOCell",
        "jmetal:MOEAD",
        "jmetal:NSGAII",
        "jmetal:NSGAIII",
        "jmetal:PAES",
        "jmetal:PESA2",
        "jmetal:RandomSearch",
        "jmetal:SMSEMOA",
        "jmetal:SPEA2",
        "moea:AGEMOEAII",
        "moea:AMOSA",
        "moea:DBEA",
        "moea:eMOEA",
        "moea:eNSGAII",
        "moea:IBEA",
        "moea:MOEAD",
        "moea:NSGAII",
        "moea:NSGAIII",
        "moea:PAES",
        "moea:PESA2",
        "moea:Random",
        "moea:RVEA",
        "moea:SMSEMOA",
        "moea:SPEA2",
        "moea:UNSGAIII(population=20)",
        "moea:VEGA"
      })
  void citesAlgorithmsOfFrameworksBesideTheFramework(String algorithm) {
    assertTrue(CitedAlgorithms.of(algorithm).size() > 1);
  }

  @Test
  void namesTablesAndModelsAsWhatAnswers() throws Exception {
    String tables = Methods.of(analysis(new WrittenSuite("tables")
            .by("1.0", Provenance.TABLES + "0123456789abcdef")
            .problem(1, "perplexity", "energy@rtx2080")
            .run("nsga2", 1, new double[] {0.1, 0.2})))
        .plain();
    assertTrue(tables.contains("and the tables of measurements of hash 0123456789ab. "), tables);
    assertTrue(
        tables.contains("Objectives are the tabulated measurements of the nearest measured"
            + " architecture. "),
        tables);
    assertFalse(tables.contains("surrogate"), tables);
    String models = Methods.of(analysis(new WrittenSuite("models")
            .problem(1, "perplexity", "latency@a100@mine")
            .run("nsga2", 1, new double[] {0.1, 0.2})))
        .plain();
    assertTrue(
        models.contains("Objectives are the noise-free predictions of the surrogates and for"
            + " latency on a100 what the source mine returns. "),
        models);
    assertTrue(models.contains("and the surrogates and models of hash hash. "), models);
  }

  @Test
  void leavesOutWhatWasNotDone() throws Exception {
    Prose methods = Methods.of(analysis(new WrittenSuite("one")
        .problem(1, "perplexity", "params", "latency@a100")
        .run("jmetal:SMSEMOA", 1, new double[] {0.1, 0.2, 0.3})));
    assertTrue(methods
        .plain()
        .contains("The algorithm is jmetal:SMSEMOA (Beume et al. 2007;"
            + " Durillo and Nebro 2011). It is run with 1 seed on it"));
    for (Reference reference : List.of(
        Reference.of("fonseca1996performance"),
        Reference.of("wilcoxon1945individual"),
        Reference.of("friedman1937use"),
        Reference.of("deb2002nsga2"))) {
      assertFalse(methods.references().contains(reference), reference.key());
    }
  }
}
