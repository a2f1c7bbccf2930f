package io.github.hwgptbench.suite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Holds the arrows between modules and packages. Maven already refuses an arrow between modules
 * that no pom declares; what it cannot see is a package that lies in the wrong module, an arrow
 * inside a module, and a cycle. All modules are looked at that are published, and that which trains
 * where it is built ({@code -Ptraining}).
 */
@AnalyzeClasses(
    packages = ArchitectureTest.BASE,
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTesting.class
    })
class ArchitectureTest {

  static final String BASE = "io.github.hwgptbench";

  /**
   * Leaves out what the modules share for their tests, which comes in a jar and not from a folder
   * of tests.
   */
  static final class DoNotIncludeTesting implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/hwgptbench/testing/");
    }
  }

  private static final String[] CORE = inside(
      "",
      ".usage",
      ".internal.file",
      ".internal.text",
      ".space",
      ".objective",
      ".surrogate",
      ".table",
      ".pareto",
      ".problem");
  private static final String[] SUPERNET =
      inside(".supernet", ".checkpoint", ".published", ".onnx");
  private static final String[] ALGORITHMS = inside(".algorithm..", ".gp..");
  private static final String[] CONFORMANCE = inside(".conformance..");
  private static final String[] JMETAL = inside(".adapter.jmetal", ".problem.jmetal");
  private static final String[] MOEA = inside(".adapter.moea", ".problem.moea");
  private static final String[] OPTUNA = inside(".adapter.optuna", ".adapter.optuna.internal");
  private static final String[] OPTUNA_SQL = inside(".adapter.optuna.sql");
  private static final String[] ADAPTERS = Stream.of(
          JMETAL, MOEA, OPTUNA, OPTUNA_SQL, inside(".adapter.process"))
      .flatMap(Stream::of)
      .toArray(String[]::new);
  private static final String[] RESULTS = inside(
      ".record..",
      ".citation..",
      ".indicator..",
      ".front..",
      ".statistics..",
      ".analysis..",
      ".landscape..",
      ".report..",
      ".export..");
  private static final String[] CREATION = inside(".creation..");
  private static final String[] TRAINING = inside(".training..");
  private static final String[] SUITE = inside(".suite..");
  private static final String[] LIVE = inside(".live..");
  private static final String[] SERVICE = inside(".service..");
  private static final String[] CLI = inside(".cli..", ".launcher..");

  @ArchTest
  static final ArchRule everyClassLivesInAPlannedPackage = classes()
      .should()
      .resideInAnyPackage(Stream.of(
              CORE,
              SUPERNET,
              ALGORITHMS,
              CONFORMANCE,
              ADAPTERS,
              RESULTS,
              CREATION,
              TRAINING,
              SUITE,
              LIVE,
              SERVICE,
              CLI)
          .flatMap(Stream::of)
          .toArray(String[]::new));

  @ArchTest
  static final ArchRule modulesPointOneWay = layeredArchitecture()
      .consideringOnlyDependenciesInLayers()
      .layer("core")
      .definedBy(CORE)
      .layer("supernet")
      .definedBy(SUPERNET)
      .layer("algorithms")
      .definedBy(ALGORITHMS)
      .layer("conformance")
      .definedBy(CONFORMANCE)
      .layer("adapters")
      .definedBy(ADAPTERS)
      .layer("results")
      .definedBy(RESULTS)
      .layer("creation")
      .definedBy(CREATION)
      .optionalLayer("training")
      .definedBy(TRAINING)
      .layer("suite")
      .definedBy(SUITE)
      .layer("live")
      .definedBy(LIVE)
      .layer("service")
      .definedBy(SERVICE)
      .layer("cli")
      .definedBy(CLI)
      .whereLayer("cli")
      .mayNotBeAccessedByAnyLayer()
      .whereLayer("service")
      .mayOnlyBeAccessedByLayers("cli")
      .whereLayer("live")
      .mayOnlyBeAccessedByLayers("service", "cli")
      .whereLayer("suite")
      .mayOnlyBeAccessedByLayers("live", "service", "cli")
      .whereLayer("training")
      .mayNotBeAccessedByAnyLayer()
      .whereLayer("training")
      .mayOnlyAccessLayers("results", "supernet", "core")
      .whereLayer("conformance")
      .mayNotBeAccessedByAnyLayer()
      .whereLayer("conformance")
      .mayOnlyAccessLayers("algorithms", "core")
      .whereLayer("supernet")
      .mayOnlyBeAccessedByLayers("creation", "training", "suite", "service", "cli")
      .whereLayer("creation")
      .mayOnlyBeAccessedByLayers("suite", "service", "cli")
      .whereLayer("results")
      .mayOnlyBeAccessedByLayers("creation", "training", "suite", "live", "service", "cli")
      .whereLayer("adapters")
      .mayOnlyBeAccessedByLayers("suite", "service", "cli")
      .whereLayer("algorithms")
      .mayOnlyBeAccessedByLayers("conformance", "adapters", "suite", "live", "service", "cli");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().assignedFrom(packages()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule spaceStandsOnNothingOfOurs = classes()
      .that()
      .resideInAPackage(BASE + ".space")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "java..", "org.jspecify..", BASE + ".space", BASE + ".internal..", BASE + ".usage");

  @ArchTest
  static final ArchRule objectiveStandsOnSpaceAlone = noClasses()
      .that()
      .resideInAPackage(BASE + ".objective")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(inside("", ".surrogate", ".table", ".pareto", ".problem.."));

  @ArchTest
  static final ArchRule onlyItsAdapterSeesJMetal = onlyInside(JMETAL, "org.uma.jmetal..");

  /** Whoever takes the core alone gets no native code and no library for ONNX files. */
  @ArchTest
  static final ArchRule coreSeesNoOnnxLibrary = noClasses()
      .that()
      .resideInAnyPackage(CORE)
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("ai.onnx..", "ai.onnxruntime..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule onlySupernetSeesOnnxRuntime = onlyInside(SUPERNET, "ai.onnxruntime..");

  @ArchTest
  static final ArchRule onlyItsAdapterSeesMoeaFramework = onlyInside(MOEA, "org.moeaframework..");

  /** One artifact each: who takes one must not need another. */
  @ArchTest
  static final ArchRule adaptersDoNotKnowEachOther =
      slices().assignedFrom(adapters()).should().notDependOnEachOther();

  /** Who keeps studies in journals gets no drivers of databases. */
  @ArchTest
  static final ArchRule onlyDatabasesOfStudiesSeeJdbc =
      onlyInside(OPTUNA_SQL, "java.sql..", "com.zaxxer.hikari..");

  /** Who reads records gets no library for Parquet. */
  @ArchTest
  static final ArchRule onlyItsExportSeesParquet =
      onlyInside(inside(".export.parquet"), "org.apache.parquet..", "blue.strategic.parquet..");

  /** Who makes reports gets no library for PDF. */
  @ArchTest
  static final ArchRule onlyPrintSeesPdf = onlyInside(
      inside(".report.print"), "org.apache.pdfbox..", "de.rototor..", "com.github.weisj..");

  /** What is published are tests, but nothing else that is published needs JUnit. */
  @ArchTest
  static final ArchRule onlyConformanceSeesJUnit = onlyInside(CONFORMANCE, "org.junit..");

  @ArchTest
  static final ArchRule onlyTrainingSeesDjl =
      // Without -Ptraining nothing does.
      onlyInside(TRAINING, "ai.djl..").allowEmptyShould(true);

  /** Its 215 MB are on the class path of one module, which no other may depend on. */
  @ArchTest
  static final ArchRule nothingHereSeesSpark = noClasses()
      .that()
      .resideInAPackage(BASE + "..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("org.apache.spark..", "scala..", BASE + ".spark..");

  /** The server can be replaced without changes elsewhere. */
  @ArchTest
  static final ArchRule onlyServiceSeesJetty = onlyInside(SERVICE, "org.eclipse.jetty..");

  /** One package reads what comes from anywhere, and only it sees the library that does. */
  @ArchTest
  static final ArchRule onlyCheckpointSeesPickles =
      onlyInside(inside(".checkpoint"), "net.razorvine..");

  /** The launcher runs from its source alone, so it can't see the annotations. */
  @ArchTest
  static final ArchRule packagesAreNullMarked = classes()
      .that()
      .resideOutsideOfPackage(BASE + ".launcher")
      .should(ArchCondition.from(DescribedPredicate.describe(
          "be in a package that is @NullMarked",
          it -> it.getPackage().isAnnotatedWith(NullMarked.class))));

  @ArchTest
  static final ArchRule noFieldIsOptional = noFields()
      .that()
      .doNotHaveModifier(JavaModifier.SYNTHETIC)
      .should()
      .haveRawType(DescribedPredicate.describe("an Optional", ArchitectureTest::isOptional));

  @ArchTest
  static final ArchRule noParameterIsOptional = noCodeUnits()
      .that()
      .doNotHaveModifier(JavaModifier.SYNTHETIC)
      .should()
      .haveRawParameterTypes(DescribedPredicate.describe(
          "one of which is an Optional",
          types -> types.stream().anyMatch(ArchitectureTest::isOptional)));

  private static boolean isOptional(JavaClass type) {
    return Stream.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class)
        .anyMatch(type::isEquivalentTo);
  }

  /** By position, readers of a call would not know more. */
  @ArchTest
  static final ArchRule recordsHaveAtMostNineComponents = classes()
      .that()
      .areRecords()
      .should(ArchCondition.from(DescribedPredicate.describe(
          "have at most nine components",
          it -> it.getFields().stream()
                  .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                  .count()
              <= 9)));

  /** Some class in the packages, and none elsewhere, depends on what is hidden there. */
  private static ArchRule onlyInside(String[] packages, String... hidden) {
    PackageMatchers matchers = PackageMatchers.of(hidden);
    return classes()
        .that(DescribedPredicate.describe(
            "depend on " + String.join(", ", hidden),
            it -> it.getDirectDependenciesFromSelf().stream()
                .anyMatch(on -> matchers.test(on.getTargetClass().getPackageName()))))
        .should()
        .resideInAnyPackage(packages);
  }

  private static String[] inside(String... packages) {
    return Stream.of(packages).map(BASE::concat).toArray(String[]::new);
  }

  private static SliceAssignment adapters() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        String name = javaClass.getPackageName();
        if (List.of(OPTUNA).contains(name) || List.of(OPTUNA_SQL).contains(name)) {
          // The one is made to be extended by the other.
          return SliceIdentifier.of("optuna");
        }
        return List.of(ADAPTERS).contains(name)
            ? SliceIdentifier.of(name.substring(name.lastIndexOf('.') + 1))
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "adapters";
      }
    };
  }

  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        return SliceIdentifier.of(javaClass.getPackageName());
      }

      @Override
      public String getDescription() {
        return "packages of hwgptbench";
      }
    };
  }
}
