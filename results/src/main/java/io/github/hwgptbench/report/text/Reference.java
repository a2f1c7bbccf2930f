package io.github.hwgptbench.report.text;

import java.util.Locale;

/** A work that a report may cite, with its entry for BibTeX. */
public enum Reference {
  /** The benchmark. */
  HW_GPT_BENCH("sukthanker2024hwgptbench", "Sukthanker et al. 2024", """
      @inproceedings{sukthanker2024hwgptbench,
        author    = {Sukthanker, Rhea Sanjay and Zela, Arber and Staffler, Benedikt and Klein, Aaron and Purucker, Lennart and Franke, J{\\"o}rg K. H. and Hutter, Frank},
        title     = {{HW-GPT-Bench}: Hardware-Aware Architecture Benchmark for Language Models},
        booktitle = {Advances in Neural Information Processing Systems 37, Datasets and Benchmarks Track},
        year      = {2024},
        eprint        = {2405.10299},
        archiveprefix = {arXiv}
      }
      """),
  /** Random search. */
  RANDOM_SEARCH("bergstra2012random", "Bergstra and Bengio 2012", """
      @article{bergstra2012random,
        author  = {Bergstra, James and Bengio, Yoshua},
        title   = {Random Search for Hyper-Parameter Optimization},
        journal = {Journal of Machine Learning Research},
        volume  = {13},
        number  = {10},
        pages   = {281--305},
        year    = {2012}
      }
      """),
  /** Regularized evolution. */
  REGULARIZED_EVOLUTION("real2019regularized", "Real et al. 2019", """
      @inproceedings{real2019regularized,
        author    = {Real, Esteban and Aggarwal, Alok and Huang, Yanping and Le, Quoc V.},
        title     = {Regularized Evolution for Image Classifier Architecture Search},
        booktitle = {Proceedings of the AAAI Conference on Artificial Intelligence},
        volume    = {33},
        pages     = {4780--4789},
        year      = {2019},
        doi       = {10.1609/aaai.v33i01.33014780}
      }
      """),
  /** NSGA-II. */
  NSGA2("deb2002nsga2", "Deb et al. 2002", """
      @article{deb2002nsga2,
        author  = {Deb, Kalyanmoy and Pratap, Amrit and Agarwal, Sameer and Meyarivan, T.},
        title   = {A Fast and Elitist Multiobjective Genetic Algorithm: {NSGA-II}},
        journal = {IEEE Transactions on Evolutionary Computation},
        volume  = {6},
        number  = {2},
        pages   = {182--197},
        year    = {2002},
        doi     = {10.1109/4235.996017}
      }
      """),
  /** NSGA-III. */
  NSGA3("deb2014nsga3", "Deb and Jain 2014", """
      @article{deb2014nsga3,
        author  = {Deb, Kalyanmoy and Jain, Himanshu},
        title   = {An Evolutionary Many-Objective Optimization Algorithm Using Reference-Point-Based Nondominated Sorting Approach, Part {I}: Solving Problems with Box Constraints},
        journal = {IEEE Transactions on Evolutionary Computation},
        volume  = {18},
        number  = {4},
        pages   = {577--601},
        year    = {2014},
        doi     = {10.1109/TEVC.2013.2281535}
      }
      """),
  /** MOEA/D. */
  MOEAD("zhang2007moead", "Zhang and Li 2007", """
      @article{zhang2007moead,
        author  = {Zhang, Qingfu and Li, Hui},
        title   = {{MOEA/D}: A Multiobjective Evolutionary Algorithm Based on Decomposition},
        journal = {IEEE Transactions on Evolutionary Computation},
        volume  = {11},
        number  = {6},
        pages   = {712--731},
        year    = {2007},
        doi     = {10.1109/TEVC.2007.892759}
      }
      """),
  /** SMS-EMOA. */
  SMS_EMOA("beume2007smsemoa", "Beume et al. 2007", """
      @article{beume2007smsemoa,
        author  = {Beume, Nicola and Naujoks, Boris and Emmerich, Michael},
        title   = {{SMS-EMOA}: Multiobjective Selection Based on Dominated Hypervolume},
        journal = {European Journal of Operational Research},
        volume  = {181},
        number  = {3},
        pages   = {1653--1669},
        year    = {2007},
        doi     = {10.1016/j.ejor.2006.08.008}
      }
      """),
  /** Pareto local search. */
  LOCAL_SEARCH("paquete2004pareto", "Paquete et al. 2004", """
      @incollection{paquete2004pareto,
        author    = {Paquete, Luis and Chiarandini, Marco and St{\\"u}tzle, Thomas},
        title     = {Pareto Local Optimum Sets in the Biobjective Traveling Salesman Problem: An Experimental Study},
        booktitle = {Metaheuristics for Multiobjective Optimisation},
        series    = {Lecture Notes in Economics and Mathematical Systems},
        volume    = {535},
        pages     = {177--199},
        publisher = {Springer},
        year      = {2004},
        doi       = {10.1007/978-3-642-17144-4_7}
      }
      """),
  /** Expected improvement. */
  EXPECTED_IMPROVEMENT("jones1998ego", "Jones et al. 1998", """
      @article{jones1998ego,
        author  = {Jones, Donald R. and Schonlau, Matthias and Welch, William J.},
        title   = {Efficient Global Optimization of Expensive Black-Box Functions},
        journal = {Journal of Global Optimization},
        volume  = {13},
        number  = {4},
        pages   = {455--492},
        year    = {1998},
        doi     = {10.1023/A:1008306431147}
      }
      """),
  /** ParEGO. */
  PAREGO("knowles2006parego", "Knowles 2006", """
      @article{knowles2006parego,
        author  = {Knowles, Joshua},
        title   = {{ParEGO}: A Hybrid Algorithm with On-Line Landscape Approximation for Expensive Multiobjective Optimization Problems},
        journal = {IEEE Transactions on Evolutionary Computation},
        volume  = {10},
        number  = {1},
        pages   = {50--66},
        year    = {2006},
        doi     = {10.1109/TEVC.2005.851274}
      }
      """),
  /** Random scalarizations. */
  RANDOM_SCALARIZATIONS("paria2020flexible", "Paria et al. 2020", """
      @inproceedings{paria2020flexible,
        author    = {Paria, Biswajit and Kandasamy, Kirthevasan and P{\\'o}czos, Barnab{\\'a}s},
        title     = {A Flexible Framework for Multi-Objective {Bayesian} Optimization Using Random Scalarizations},
        booktitle = {Proceedings of the 35th Uncertainty in Artificial Intelligence Conference},
        series    = {Proceedings of Machine Learning Research},
        volume    = {115},
        pages     = {766--776},
        publisher = {PMLR},
        year      = {2020}
      }
      """),
  /** Expected hypervolume improvement. */
  EHVI("emmerich2006single", "Emmerich et al. 2006", """
      @article{emmerich2006single,
        author  = {Emmerich, Michael T. M. and Giannakoglou, Kyriakos C. and Naujoks, Boris},
        title   = {Single- and Multiobjective Evolutionary Optimization Assisted by {Gaussian} Random Field Metamodels},
        journal = {IEEE Transactions on Evolutionary Computation},
        volume  = {10},
        number  = {4},
        pages   = {421--439},
        year    = {2006},
        doi     = {10.1109/TEVC.2005.859463}
      }
      """),
  /** Expected hypervolume improvement with gradients and in batches. */
  QEHVI("daulton2020differentiable", "Daulton et al. 2020", """
      @inproceedings{daulton2020differentiable,
        author    = {Daulton, Samuel and Balandat, Maximilian and Bakshy, Eytan},
        title     = {Differentiable Expected Hypervolume Improvement for Parallel Multi-Objective {Bayesian} Optimization},
        booktitle = {Advances in Neural Information Processing Systems},
        volume    = {33},
        pages     = {9851--9864},
        year      = {2020}
      }
      """),
  /** Logarithms of expected improvements. */
  LOG_EI("ament2023unexpected", "Ament et al. 2023", """
      @inproceedings{ament2023unexpected,
        author    = {Ament, Sebastian and Daulton, Samuel and Eriksson, David and Balandat, Maximilian and Bakshy, Eytan},
        title     = {Unexpected Improvements to Expected Improvement for {Bayesian} Optimization},
        booktitle = {Advances in Neural Information Processing Systems},
        volume    = {36},
        year      = {2023}
      }
      """),
  /** jMetal. */
  JMETAL("durillo2011jmetal", "Durillo and Nebro 2011", """
      @article{durillo2011jmetal,
        author  = {Durillo, Juan J. and Nebro, Antonio J.},
        title   = {{jMetal}: A {Java} Framework for Multi-Objective Optimization},
        journal = {Advances in Engineering Software},
        volume  = {42},
        number  = {10},
        pages   = {760--771},
        year    = {2011},
        doi     = {10.1016/j.advengsoft.2011.05.014}
      }
      """),
  /** MOEA Framework. */
  MOEA_FRAMEWORK("hadka-moeaframework", "Hadka, MOEA Framework", """
      @misc{hadka-moeaframework,
        author = {Hadka, David},
        title  = {{MOEA Framework}: A Free and Open Source {Java} Framework for Multiobjective Optimization},
        url    = {http://moeaframework.org}
      }
      """),
  /** Hypervolume. */
  HYPERVOLUME("zitzler1998multiobjective", "Zitzler and Thiele 1998", """
      @inproceedings{zitzler1998multiobjective,
        author    = {Zitzler, Eckart and Thiele, Lothar},
        title     = {Multiobjective Optimization Using Evolutionary Algorithms---A Comparative Case Study},
        booktitle = {Parallel Problem Solving from Nature---PPSN {V}},
        series    = {Lecture Notes in Computer Science},
        volume    = {1498},
        pages     = {292--301},
        publisher = {Springer},
        year      = {1998},
        doi       = {10.1007/BFb0056872}
      }
      """),
  /** Where a reference point should lie. */
  REFERENCE_POINT("ishibuchi2018reference", "Ishibuchi et al. 2018", """
      @article{ishibuchi2018reference,
        author  = {Ishibuchi, Hisao and Imada, Ryo and Setoguchi, Yu and Nojima, Yusuke},
        title   = {How to Specify a Reference Point in Hypervolume Calculation for Fair Performance Comparison},
        journal = {Evolutionary Computation},
        volume  = {26},
        number  = {3},
        pages   = {411--440},
        year    = {2018},
        doi     = {10.1162/evco_a_00226}
      }
      """),
  /** IGD+. */
  IGD_PLUS("ishibuchi2015modified", "Ishibuchi et al. 2015", """
      @inproceedings{ishibuchi2015modified,
        author    = {Ishibuchi, Hisao and Masuda, Hiroyuki and Tanigaki, Yuki and Nojima, Yusuke},
        title     = {Modified Distance Calculation in Generational Distance and Inverted Generational Distance},
        booktitle = {Evolutionary Multi-Criterion Optimization},
        series    = {Lecture Notes in Computer Science},
        volume    = {9019},
        pages     = {110--125},
        publisher = {Springer},
        year      = {2015},
        doi       = {10.1007/978-3-319-15892-1_8}
      }
      """),
  /** The additive epsilon indicator. */
  EPSILON("zitzler2003performance", "Zitzler et al. 2003", """
      @article{zitzler2003performance,
        author  = {Zitzler, Eckart and Thiele, Lothar and Laumanns, Marco and Fonseca, Carlos M. and Grunert da Fonseca, Viviane},
        title   = {Performance Assessment of Multiobjective Optimizers: An Analysis and Review},
        journal = {IEEE Transactions on Evolutionary Computation},
        volume  = {7},
        number  = {2},
        pages   = {117--132},
        year    = {2003},
        doi     = {10.1109/TEVC.2003.810758}
      }
      """),
  /** Attainment surfaces. */
  ATTAINMENT("fonseca1996performance", "Fonseca and Fleming 1996", """
      @inproceedings{fonseca1996performance,
        author    = {Fonseca, Carlos M. and Fleming, Peter J.},
        title     = {On the Performance Assessment and Comparison of Stochastic Multiobjective Optimizers},
        booktitle = {Parallel Problem Solving from Nature---PPSN {IV}},
        series    = {Lecture Notes in Computer Science},
        volume    = {1141},
        pages     = {584--593},
        publisher = {Springer},
        year      = {1996},
        doi       = {10.1007/3-540-61723-X_1022}
      }
      """),
  /** Expected running time. */
  COCO("hansen2021coco", "Hansen et al. 2021", """
      @article{hansen2021coco,
        author  = {Hansen, Nikolaus and Auger, Anne and Ros, Raymond and Mersmann, Olaf and Tu{\\v{s}}ar, Tea and Brockhoff, Dimo},
        title   = {{COCO}: A Platform for Comparing Continuous Optimizers in a Black-Box Setting},
        journal = {Optimization Methods and Software},
        volume  = {36},
        number  = {1},
        pages   = {114--144},
        year    = {2021},
        doi     = {10.1080/10556788.2020.1808977}
      }
      """),
  /** The bootstrap. */
  BOOTSTRAP("efron1993bootstrap", "Efron and Tibshirani 1993", """
      @book{efron1993bootstrap,
        author    = {Efron, Bradley and Tibshirani, Robert J.},
        title     = {An Introduction to the Bootstrap},
        publisher = {Chapman and Hall},
        address   = {New York},
        year      = {1993}
      }
      """),
  /** The signed-rank test. */
  WILCOXON("wilcoxon1945individual", "Wilcoxon 1945", """
      @article{wilcoxon1945individual,
        author  = {Wilcoxon, Frank},
        title   = {Individual Comparisons by Ranking Methods},
        journal = {Biometrics Bulletin},
        volume  = {1},
        number  = {6},
        pages   = {80--83},
        year    = {1945},
        doi     = {10.2307/3001968}
      }
      """),
  /** The correction for several tests. */
  HOLM("holm1979simple", "Holm 1979", """
      @article{holm1979simple,
        author  = {Holm, Sture},
        title   = {A Simple Sequentially Rejective Multiple Test Procedure},
        journal = {Scandinavian Journal of Statistics},
        volume  = {6},
        number  = {2},
        pages   = {65--70},
        year    = {1979}
      }
      """),
  /** The effect size. */
  VARGHA_DELANEY("vargha2000critique", "Vargha and Delaney 2000", """
      @article{vargha2000critique,
        author  = {Vargha, Andr{\\'a}s and Delaney, Harold D.},
        title   = {A Critique and Improvement of the {CL} Common Language Effect Size Statistics of {McGraw} and {Wong}},
        journal = {Journal of Educational and Behavioral Statistics},
        volume  = {25},
        number  = {2},
        pages   = {101--132},
        year    = {2000},
        doi     = {10.3102/10769986025002101}
      }
      """),
  /** The test of mean ranks. */
  FRIEDMAN("friedman1937use", "Friedman 1937", """
      @article{friedman1937use,
        author  = {Friedman, Milton},
        title   = {The Use of Ranks to Avoid the Assumption of Normality Implicit in the Analysis of Variance},
        journal = {Journal of the American Statistical Association},
        volume  = {32},
        number  = {200},
        pages   = {675--701},
        year    = {1937},
        doi     = {10.1080/01621459.1937.10503522}
      }
      """),
  /** Critical-difference diagrams. */
  DEMSAR("demsar2006statistical", "Demšar 2006", """
      @article{demsar2006statistical,
        author  = {Dem{\\v{s}}ar, Janez},
        title   = {Statistical Comparisons of Classifiers over Multiple Data Sets},
        journal = {Journal of Machine Learning Research},
        volume  = {7},
        number  = {1},
        pages   = {1--30},
        year    = {2006}
      }
      """),
  /** Why not to test mean ranks. */
  BENAVOLI("benavoli2016should", "Benavoli et al. 2016", """
      @article{benavoli2016should,
        author  = {Benavoli, Alessio and Corani, Giorgio and Mangili, Francesca},
        title   = {Should We Really Use Post-Hoc Tests Based on Mean-Ranks?},
        journal = {Journal of Machine Learning Research},
        volume  = {17},
        number  = {5},
        pages   = {1--10},
        year    = {2016}
      }
      """),
  /** Kendall's tau where there are ties. */
  TAU_B("kendall1945treatment", "Kendall 1945", """
      @article{kendall1945treatment,
        author  = {Kendall, Maurice G.},
        title   = {The Treatment of Ties in Ranking Problems},
        journal = {Biometrika},
        volume  = {33},
        number  = {3},
        pages   = {239--251},
        year    = {1945},
        doi     = {10.1093/biomet/33.3.239}
      }
      """),
  /** Sobol' indices. */
  SOBOL("sobol2001global", "Sobol' 2001", """
      @article{sobol2001global,
        author  = {Sobol', Ilya M.},
        title   = {Global Sensitivity Indices for Nonlinear Mathematical Models and Their {Monte Carlo} Estimates},
        journal = {Mathematics and Computers in Simulation},
        volume  = {55},
        number  = {1--3},
        pages   = {271--280},
        year    = {2001},
        doi     = {10.1016/S0378-4754(00)00270-6}
      }
      """),
  /** Estimators of Sobol' indices. */
  JANSEN("jansen1999analysis", "Jansen 1999", """
      @article{jansen1999analysis,
        author  = {Jansen, Michiel J. W.},
        title   = {Analysis of Variance Designs for Model Output},
        journal = {Computer Physics Communications},
        volume  = {117},
        number  = {1--2},
        pages   = {35--43},
        year    = {1999},
        doi     = {10.1016/S0010-4655(98)00154-4}
      }
      """),
  /** Estimators of Sobol' indices. */
  SALTELLI("saltelli2010variance", "Saltelli et al. 2010", """
      @article{saltelli2010variance,
        author  = {Saltelli, Andrea and Annoni, Paola and Azzini, Ivano and Campolongo, Francesca and Ratto, Marco and Tarantola, Stefano},
        title   = {Variance Based Sensitivity Analysis of Model Output. Design and Estimator for the Total Sensitivity Index},
        journal = {Computer Physics Communications},
        volume  = {181},
        number  = {2},
        pages   = {259--270},
        year    = {2010},
        doi     = {10.1016/j.cpc.2009.09.018}
      }
      """),
  /** This software. */
  HWGPTBENCH("hwgptbench", "The hwgptbench authors", """
      @misc{hwgptbench,
        author       = {{The hwgptbench authors}},
        title        = {hwgptbench},
        howpublished = {Software, version %s}
      }
      """);

  private final String key;
  private final String shortForm;
  private final String bibtex;

  Reference(String key, String shortForm, String bibtex) {
    this.key = key;
    this.shortForm = shortForm;
    this.bibtex = bibtex;
  }

  /** Returns the key of the entry. */
  public String key() {
    return key;
  }

  /** Returns authors and year, as they stand in a text. */
  public String shortForm() {
    return shortForm;
  }

  /**
   * Returns the entry.
   *
   * @param version of this software, which its own entry says
   */
  public String bibtex(String version) {
    return this == HWGPTBENCH
        ? String.format(Locale.ROOT, bibtex, LatexText.escaped(version))
        : bibtex;
  }
}
