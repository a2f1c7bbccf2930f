package io.github.hwgptbench.checkpoint;

import io.github.hwgptbench.internal.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pickle of protocol 2 or later, and runs nothing that it names. Of the result,
 * dictionaries are {@link Map}s in their order, lists are {@link List}s, tuples are arrays, what
 * the {@link PickleDialect} knows is as that makes it, and whatever else the pickle makes is a
 * {@link PythonObject}, which holds nothing.
 *
 * <p>The library's unpickler makes Java objects by reflection, calls methods of them, hashes keys
 * however deep they are, and allocates the sizes that a pickle states. So every operation that
 * names, makes or fills something is done here instead, those with a length are checked against
 * what is left of the pickle, and what is not on the list is refused.
 */
final class InertUnpickler extends Unpickler {

  private static final int LONGEST_KEY = 1024;

  /** Stands for keys that take long to compare. */
  private static final PythonObject LONG_KEY = new PythonObject(new PythonName("builtins", "str"));

  private final Pickle pickle;
  private final PickleDialect dialect;
  private int operations;

  /** The bytes of a pickle, which can also be looked at ahead of reading them. */
  private static final class Pickle extends ByteArrayInputStream {

    Pickle(byte[] bytes) {
      super(bytes);
    }

    int position() {
      return pos;
    }

    /** Returns the little-endian number ahead; less than 0 if it has 64 bits. */
    long ahead(int bytes) {
      long number = 0;
      for (int i = Math.min(bytes, available()) - 1; i >= 0; i--) {
        number = number << Byte.SIZE | Byte.toUnsignedInt(buf[pos + i]);
      }
      return number;
    }

    /** Reads up to the end of the line, which is left out. */
    String line() {
      int from = pos;
      for (int next = read(); next != '\n'; next = read()) {
        if (next < 0) {
          throw new PickleException("an unterminated name");
        }
      }
      return new String(buf, from, pos - 1 - from, StandardCharsets.UTF_8);
    }
  }

  private InertUnpickler(Pickle pickle, PickleDialect dialect) {
    this.pickle = pickle;
    this.dialect = dialect;
  }

  /**
   * Reads a pickle.
   *
   * @throws PickleException if it is not a complete one of the dialect; names the byte
   */
  static @Nullable Object read(byte[] bytes, PickleDialect dialect) {
    Pickle pickle = new Pickle(bytes);
    try {
      return new InertUnpickler(pickle, dialect).load(pickle);
    } catch (PickleException e) {
      throw new PickleException(
          Text.format("%s, before byte %d", e.getMessage(), pickle.position()), e);
    } catch (IOException | RuntimeException e) {
      // What a pickle does to the stack is checked by the stack, which throws what arrays throw.
      throw new PickleException(
          Text.format("truncated or damaged before byte %d of %d", pickle.position(), bytes.length),
          e);
    }
  }

  @Override
  protected Object dispatch(short operation) throws IOException {
    if (++operations > dialect.mostOperations()) {
      throw new PickleException(Text.format("more than %d operations", dialect.mostOperations()));
    }
    switch (operation) {
      case Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.POP,
          Opcodes.DUP,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.BINFLOAT,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.EMPTY_LIST,
          Opcodes.LIST,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE,
          Opcodes.BINPERSID -> {
        return super.dispatch(operation);
      }
      case Opcodes.SHORT_BINUNICODE,
          Opcodes.SHORT_BINBYTES,
          Opcodes.SHORT_BINSTRING,
          Opcodes.LONG1 -> {
        return counted(operation, 1);
      }
      case Opcodes.BINUNICODE, Opcodes.BINBYTES, Opcodes.BINSTRING, Opcodes.LONG4 -> {
        return counted(operation, Integer.BYTES);
      }
      case Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> {
        return counted(operation, Long.BYTES);
      }
      case Opcodes.GLOBAL -> stack.add(new PythonName(pickle.line(), pickle.line()));
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        stack.add(new PythonName((String) stack.pop(), name));
      }
      case Opcodes.REDUCE -> {
        Object[] arguments = (Object[]) stack.pop();
        stack.add(dialect.calls().apply((PythonName) stack.pop(), arguments));
      }
      case Opcodes.NEWOBJ -> {
        stack.pop();
        stack.add(new PythonObject((PythonName) stack.pop()));
      }
      case Opcodes.NEWOBJ_EX -> {
        stack.pop();
        stack.pop();
        stack.add(new PythonObject((PythonName) stack.pop()));
      }
      case Opcodes.BUILD -> {
        Object state = stack.pop();
        // Of the objects that are known only this one has a state that matters.
        if (stack.peek() instanceof NumpyType type) {
          type.checkOrder(state);
        }
      }
      case Opcodes.APPEND -> append(Collections.singletonList(stack.pop()));
      case Opcodes.POP_MARK, Opcodes.ADDITEMS -> stack.pop_all_since_marker();
      case Opcodes.APPENDS -> append(stack.pop_all_since_marker());
      case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
      case Opcodes.DICT -> {
        List<Object> items = stack.pop_all_since_marker();
        stack.add(new LinkedHashMap<>());
        set(items);
      }
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        set(Arrays.asList(stack.pop(), value));
      }
      case Opcodes.SETITEMS -> set(stack.pop_all_since_marker());
      case Opcodes.EMPTY_SET -> stack.add(new PythonObject(TorchNames.SET));
      case Opcodes.FROZENSET -> {
        stack.pop_all_since_marker();
        stack.add(new PythonObject(TorchNames.SET));
      }
      default ->
        throw new PickleException(
            Text.format("operation 0x%02x, which %s does not write", operation, dialect.writer()));
    }
    return NO_RETURN_VALUE;
  }

  /** Does an operation that begins with the number of bytes that it takes. */
  private Object counted(short operation, int bytes) throws IOException {
    long length = pickle.ahead(bytes);
    if (length < 0 || length > pickle.available() - bytes) {
      throw new PickleException(Text.format(
          "%s bytes, where %d are left",
          Long.toUnsignedString(length), Math.max(0, pickle.available() - bytes)));
    }
    return super.dispatch(operation);
  }

  /** Appends to the list at the top of the stack; an object drops what it is given. */
  private void append(List<Object> elements) {
    if (stack.peek() instanceof List<?>) {
      @SuppressWarnings("unchecked")
      List<Object> list = (List<Object>) stack.peek();
      list.addAll(elements);
    }
  }

  /**
   * Puts keys and values, in turn, into the dictionary at the top of the stack; an object drops
   * what it is given. Only scalars are keys: a hash of what contains itself never ends. Long texts
   * and integers are one key, since each use of one takes long.
   */
  private void set(List<Object> items) {
    if (!(stack.peek() instanceof Map<?, ?>)) {
      return;
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) stack.peek();
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      if (key instanceof BigInteger || key instanceof String text && text.length() > LONGEST_KEY) {
        map.put(LONG_KEY, items.get(i + 1));
      } else if (key instanceof String || key instanceof Number || key instanceof Boolean) {
        map.put(key, items.get(i + 1));
      }
    }
  }

  /** Makes a storage of the tuple that {@code torch.save} writes for one. */
  @Override
  protected Object persistentLoad(Object id) {
    if (id instanceof Object[] parts
        && parts.length == 5
        && "storage".equals(parts[0])
        && parts[1] instanceof PythonName type
        && parts[2] instanceof String key
        && parts[4] instanceof Number elements) {
      return new PythonStorage(type, key, elements.longValue());
    }
    throw new PickleException("a persistent object that is not the storage of a tensor");
  }
}
