package io.github.hwgptbench.algorithm.front.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontCertificateFileTest {

  private static final ProblemName PROBLEM =
      ProblemName.parse("HWGPT-S(perplexity,energy@v100,params-max-90000000)");

  @TempDir
  private Path temp;

  private interface Tampering {
    String apply(String text);
  }

  private static FrontCertificate certificate(HwGptBench bench) {
    Bounds bounds = bench.bounds("default");
    SplittableRandom random = new SplittableRandom(1);
    Objective params = Objective.parse("params");
    List<Architecture> architectures = IntStream.range(0, 300)
        .mapToObj(i -> bench.space().sampleUniformGenes(random))
        .filter(architecture -> bench.query(architecture, params) <= 9e7)
        .toList();
    return FrontCertificate.of(
        bench,
        PROBLEM,
        new FrontCertificate.Frame(
            bounds.version(), PROBLEM.objectives().stream().map(bounds::range).toList(), 1.1),
        architectures,
        new FrontCertificate.Search(0.5, Duration.ZERO, (nodes, remainder) -> {}));
  }

  @Test
  void aFileProvesWhatItStatesUnlessItWasTamperedWith() throws IOException {
    Path file = temp.resolve("proof.json.gz");
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      FrontCertificate certificate = certificate(bench);
      FrontCertificate.Result result = certificate.check(bench);
      assertTrue(result.remainder() > 0 && result.remainder() < 1, result.toString());
      FrontCertificateFile.write(certificate, bench.space(), result, file);
      FrontCertificateFile.Contents read = FrontCertificateFile.read(file, SearchSpace::of);
      assertEquals(result, read.stated());
      assertEquals(result, read.certificate().check(bench));
      read.checkStated(result);

      String text = text(file);
      String bound = "\"hypervolume_bound\":" + result.bound();
      refused(bench, text, it -> it.replace(bound, "\"hypervolume_bound\":" + result.found()));
      Objective perplexity = Objective.parse("perplexity");
      Comparator<Architecture> byPerplexity =
          Comparator.comparingDouble(it -> bench.query(it, perplexity));
      List<Architecture> front = certificate.architectures();
      String best = bench.space().format(Collections.min(front, byPerplexity));
      String worst = bench.space().format(Collections.max(front, byPerplexity));
      refused(bench, text, it -> it.replace(best, worst));
      String negative = refused(bench, text, it -> it.replaceFirst("\\[\\[\\[", "[[[-"));
      assertTrue(negative.contains("weight -"), negative);
      String infinite = refused(bench, text, it -> it.replaceFirst("\\[\\[\\[[^,]+", "[[[1e39"));
      assertTrue(infinite.contains("weight Infinity"), infinite);
      String shares =
          refused(bench, text, it -> it.replaceFirst("\\],\\[\\d+(,\\d+)+\\]\\]", "],[17]]"));
      assertTrue(shares.contains("step of 1 shares"), shares);
      String format = refused(bench, text, it -> it.replace("\"format\":2", "\"format\":3"));
      assertTrue(format.contains("format"), format);
      String ranges =
          refused(bench, text, it -> it.replaceFirst("\"ranges\":\\[\\[[^,]+", "\"ranges\":[[1.5"));
      assertTrue(ranges.contains("in bounds 'default-1'"), ranges);
      refused(bench, text, it -> it.replaceFirst("\"surrogates\":\"..", "\"surrogates\":\"xx"));
      refused(bench, text, it -> it.substring(0, it.length() / 2));
      refused(bench, text, it -> it.replace("params-max-90000000", "params-max-50000000"));
      refused(bench, text, it -> it.replace("\"reference\":1.1", "\"reference\":1.2"));
    }
  }

  @Test
  void filesOfTheFirstFormatHaveNoShares() throws IOException {
    Path file = temp.resolve("proof.json.gz");
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      FrontCertificate certificate = certificate(bench);
      FrontCertificate.Result result = certificate.check(bench);
      FrontCertificateFile.write(certificate, bench.space(), result, file);
      String text = text(file)
          .replace("\"format\":2", "\"format\":1")
          .replaceAll("(\\[\\[[^\\[\\]]+\\],\\[[^\\[\\]]*\\]),\\[[^\\[\\]]*\\]\\]", "$1]");
      assertTrue(text.length() < text(file).length());
      write(text, file);
      FrontCertificateFile.Contents read = FrontCertificateFile.read(file, SearchSpace::of);
      assertTrue(read.certificate().proof().slices().stream()
          .flatMap(node -> node.steps().stream())
          .allMatch(step -> step.shares().length == 0));
      // Chords give a bound that is valid, and not as good.
      FrontCertificate.Result chords = read.certificate().check(bench);
      assertEquals(result.found(), chords.found());
      assertTrue(chords.bound() > result.bound(), chords.toString());
    }
  }

  private static String text(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void write(String text, Path file) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String refused(HwGptBench bench, String text, Tampering tampering) throws IOException {
    String tampered = tampering.apply(text);
    assertTrue(!tampered.equals(text), "nothing was tampered with");
    Path file = temp.resolve("tampered.json.gz");
    write(tampered, file);
    Exception refusal = assertThrows(Exception.class, () -> {
      FrontCertificateFile.Contents contents = FrontCertificateFile.read(file, SearchSpace::of);
      contents.checkStated(contents.certificate().check(bench));
    });
    assertTrue(
        refusal instanceof IOException || refusal instanceof IllegalArgumentException,
        refusal.toString());
    return String.valueOf(refusal.getMessage());
  }
}
