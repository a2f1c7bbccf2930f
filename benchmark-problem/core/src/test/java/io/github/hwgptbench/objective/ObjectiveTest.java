package io.github.hwgptbench.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "perplexity",
        "accuracy",
        "params",
        "macs",
        "flops",
        "latency@a100",
        "energy@cpu_xeon_gold",
        "memory@rtx2080",
        "perplexity@published",
        "memory@a100@published",
        "energy@cpu_xeon_gold@mine"
      })
  void theTextFormReadsBack(String text) {
    assertEquals(text, Objective.parse(text).toString());
  }

  @Test
  void knowsDeviceSourceAndUnit() {
    assertEquals(Optional.of("a100"), Objective.parse("latency@a100").device());
    assertEquals("ms", Objective.parse("latency@a100").unit());
    assertEquals(
        Optional.of("published"), Objective.parse("perplexity@published").source());
    assertEquals(Optional.empty(), Objective.parse("perplexity").source());
    assertEquals(Objective.parse("energy@p100"), Objective.of(Metric.ENERGY, Device.of("p100")));
    assertEquals("mWh", Metric.ENERGY.unit());
  }

  @ParameterizedTest
  @CsvSource({
    "memory@a100_published, memory@a100@published",
    "perplexity_published, perplexity@published"
  })
  void oldNamesAreRead(String old, String name) {
    assertEquals(Objective.parse(name), Objective.parse(old));
    assertEquals(name, Objective.parse(old).toString());
    assertEquals(Optional.of(name), Objective.renamed(old));
    assertEquals(Optional.empty(), Objective.renamed(name));
    assertEquals(Objective.parse(name).key(), Objective.parse(old).key());
  }

  @Test
  void keysAreThoseOfTheFirstRecords() {
    assertEquals(
        "memory@a100_published", Objective.parse("memory@a100@published").key());
    assertEquals(
        "memory@a100_published<=20",
        Constraint.parse("memory@a100@published<=20").key());
    for (String same : List.of("latency@a100", "perplexity@published", "latency@a100@mine")) {
      assertEquals(same, Objective.parse(same).key());
    }
  }

  @Test
  void objectivesAreOrderedByMetricSourceAndDevice() {
    List<String> ordered = List.of(
        "perplexity",
        "perplexity@published",
        "latency@a100",
        "latency@cpu_amd_7452",
        "latency@abacus",
        "memory@a100",
        "memory@rtx2080",
        "memory@a100@published");
    assertEquals(
        ordered,
        ordered.stream()
            .sorted(Comparator.reverseOrder())
            .map(Objective::parseAnyDevice)
            .sorted()
            .map(Objective::toString)
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "latency@a1000 | Objective 'latency@a1000': unknown device 'a1000'; known: a100, a40, h100, rtx2080, rtx3080, a6000, v100, p100, cpu_amd_7452, cpu_amd_7502, cpu_amd_7513, cpu_xeon_gold, cpu_xeon_silver (did you mean 'a100'?)",
        "latancy@a100 | Objective 'latancy@a100': unknown metric 'latancy'; known: perplexity, accuracy, params, macs, flops, latency, energy, memory (did you mean 'latency'?)",
        "latency | Objective 'latency': needs a device, such as latency@a100",
        "memory@_published | Objective 'memory': needs a device, such as memory@a100",
        "latency@ | Objective 'latency@': nothing after '@'; expected a device",
        "latency@a100@ | Objective 'latency@a100@': nothing after '@'; expected a source",
        "latency@a100@b@c | Objective 'latency@a100@b@c': 4 parts; allowed: latency@device or latency@device@source",
        "perplexity@b@c | Objective 'perplexity@b@c': 3 parts; allowed: perplexity@source",
        "params@a100 | Objective 'params@a100': params does not depend on a device; write 'params'",
        "memory@v100 | Objective 'memory@v100': was not measured on 'v100'; known: a100, rtx2080 (did you mean 'a100'?)",
        "perplexity@My Own | Objective 'perplexity@My Own': 'My Own' is not a name; allowed: lower-case letters, digits and '_', and between them '-', but not '-max-' or '-min-'",
      })
  void saysWhatIsWrong(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Objective.parse(text))
            .getMessage());
  }

  @Test
  void takesTheDevicesOfTheCaller() {
    List<String> devices = List.of("my_phone");
    assertEquals("memory@my_phone", Objective.parse("memory@my_phone", devices).toString());
    assertEquals(
        "Objective 'latency@my_fone': unknown device 'my_fone'; known: my_phone (did you mean 'my_phone'?)",
        assertThrows(
                IllegalArgumentException.class, () -> Objective.parse("latency@my_fone", devices))
            .getMessage());
  }

  @Test
  void devicesOfTheUserHavePlainIds() {
    assertEquals("tpu_v4", new Device("tpu_v4", Device.Kind.GPU).id());
    assertEquals("my-laptop", new Device("my-laptop", Device.Kind.CPU).id());
    assertThrows(IllegalArgumentException.class, () -> Device.of("tpu_v4"));
    assertEquals(13, Device.known().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TPU v4", "-tpu", "tpu-", "my--tpu", "tpu-max-4", "tpu-min-4"})
  void otherIdsAreRefused(String id) {
    assertThrows(IllegalArgumentException.class, () -> new Device(id, Device.Kind.GPU));
  }
}
