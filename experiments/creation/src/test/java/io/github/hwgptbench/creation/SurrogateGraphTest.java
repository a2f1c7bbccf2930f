package io.github.hwgptbench.creation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.RampNetwork;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.surrogate.SurrogateFile;
import io.github.hwgptbench.surrogate.SurrogateFileException;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Surrogate files as the protobuf library reads them. */
class SurrogateGraphTest {

  private static byte[] shipped(SearchSpace space, Objective objective) throws IOException {
    String file = space.name() + "/" + SurrogateCatalogue.shipped(space).file(objective);
    try (InputStream in = SurrogateCatalogue.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void shippedFilesAreReadAsProtobufReadsThem(String scale) throws IOException {
    SearchSpace space = SearchSpace.of(scale);
    SurrogateCatalogue catalogue = SurrogateCatalogue.shipped(space);
    assertEquals(30, catalogue.objectives().size());
    for (Objective objective : catalogue.objectives()) {
      byte[] bytes = shipped(space, objective);
      Surrogate surrogate = catalogue.load(objective);
      assertReadsAs(ModelProto.parseFrom(bytes), surrogate);
      assertArrayEquals(bytes, SurrogateGraph.of(surrogate, space), objective.toString());
    }
  }

  /** What is not refused has the values that the library finds in it. */
  @Fuzz
  void damagedFilesAreReadAsProtobufReadsThem(@ForAll long seed) throws IOException {
    SearchSpace space = SearchSpace.s();
    byte[] damaged = Mutations.of(shipped(space, Objective.parse("latency@a40")), seed);
    Surrogate surrogate;
    ModelProto model;
    try {
      surrogate = SurrogateFile.read(damaged, space, "damaged.onnx");
      model = ModelProto.parseFrom(damaged);
    } catch (SurrogateFileException | InvalidProtocolBufferException e) {
      return;
    }
    assertReadsAs(model, surrogate);
  }

  private static void assertReadsAs(ModelProto model, Surrogate surrogate) {
    Map<String, String> metadata = new HashMap<>();
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    assertEquals(SurrogateFile.PRODUCER, model.getProducerName());
    assertEquals(metadata.get(SurrogateFile.SPACE), surrogate.space());
    assertEquals(metadata.get(SurrogateFile.OBJECTIVE), surrogate.objective().toString());
    Map<String, String> provenance = new HashMap<>();
    surrogate
        .provenance()
        .forEach((key, value) -> provenance.put(SurrogateFile.PROVENANCE + key, value));
    metadata.keySet().removeIf(key -> !key.startsWith(SurrogateFile.PROVENANCE));
    assertEquals(metadata, provenance);

    Map<String, TensorProto> tensors = new HashMap<>();
    model.getGraph().getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
    RampNetwork network = surrogate.network();
    double[] slopes = values(tensors.get(SurrogateFile.SLOPES), network.width(), network.ramps());
    double[] weights = values(tensors.get(SurrogateFile.WEIGHTS), network.ramps(), 1);
    for (int k = 0; k < network.ramps(); k++) {
      assertEquals(weights[k], network.weight(k));
      for (int j = 0; j < network.width(); j++) {
        assertEquals(slopes[j * network.ramps() + k], network.slope(k, j));
      }
    }
    NoiseModel noise = surrogate.noise();
    int levels = NoiseModel.LEVELS.size();
    for (NoiseModel.Source source : NoiseModel.Source.values()) {
      double[] table =
          values(tensors.get(SurrogateFile.table(source)), noise.embedChoices(), levels);
      for (int i = 0; i < table.length; i++) {
        double level = NoiseModel.LEVELS.get(i % levels);
        assertEquals(table[i], noise.logQuantile(source, i / levels, level));
      }
    }
  }

  private static double[] values(TensorProto tensor, long rows, long columns) {
    assertEquals(TensorProto.DataType.DOUBLE.getNumber(), tensor.getDataType());
    assertEquals(List.of(rows, columns), tensor.getDimsList());
    return tensor.getDoubleDataList().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
