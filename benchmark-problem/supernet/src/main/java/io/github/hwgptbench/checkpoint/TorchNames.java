package io.github.hwgptbench.checkpoint;

import io.github.hwgptbench.internal.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import net.razorvine.pickle.PickleException;

/** The few functions and classes of Python and PyTorch that state dictionaries are made by. */
final class TorchNames {

  /** Ten times the operations that a model of the size of GPT-L and its optimizer take. */
  static final PickleDialect DIALECT = new PickleDialect("torch.save", 1 << 20, TorchNames::call);

  static final PythonName SET = new PythonName("builtins", "set");

  private static final PythonName ORDERED_DICT = new PythonName("collections", "OrderedDict");
  private static final List<PythonName> TENSOR =
      List.of(torch("_rebuild_tensor_v2"), torch("_rebuild_tensor"));
  private static final List<PythonName> PARAMETER =
      List.of(torch("_rebuild_parameter"), torch("_rebuild_parameter_with_state"));

  private TorchNames() {}

  private static PythonName torch(String name) {
    return new PythonName("torch._utils", name);
  }

  /** Returns what stands for the result of a call; an inert object unless the name is known. */
  private static Object call(PythonName name, Object[] arguments) {
    if (name.equals(ORDERED_DICT)) {
      return new LinkedHashMap<>();
    }
    if (TENSOR.contains(name)) {
      return tensor(arguments);
    }
    if (PARAMETER.contains(name)) {
      return arguments[0];
    }
    return new PythonObject(name);
  }

  private static CheckpointTensor tensor(Object[] arguments) {
    PythonStorage storage = (PythonStorage) arguments[0];
    try {
      return new CheckpointTensor(
          storage.type().toString(),
          storage.key(),
          storage.elements(),
          whole(arguments[1]),
          wholes(arguments[2]).map(Math::toIntExact).toList(),
          wholes(arguments[3]).toList());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new PickleException(
          Text.format("a tensor in storage '%s': %s", storage.key(), e.getMessage()), e);
    }
  }

  private static Stream<Long> wholes(Object tuple) {
    return Stream.of((Object[]) tuple).map(TorchNames::whole);
  }

  private static long whole(Object number) {
    if (number instanceof Integer || number instanceof Long) {
      return ((Number) number).longValue();
    }
    throw new IllegalArgumentException("its sizes are not 64-bit integers");
  }
}
