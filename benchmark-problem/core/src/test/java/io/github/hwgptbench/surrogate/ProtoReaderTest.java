package io.github.hwgptbench.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.Damaged;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtoReaderTest {

  private static ProtoReader reader(String hex) {
    return new ProtoReader(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void fieldsOfEveryTypeAreRead() {
    // 1: 150; 2: "é"; 3: {1: -1}; 4: 1.0 and -2.0; 536870911: 0; 6 and 7, of fixed size.
    ProtoReader reader = reader("08 9601 12 02 c3a9 1a 0b 08 ffffffffffffffffff01"
        + "22 10 000000000000f03f 00000000000000c0 f8ffffff0f 00"
        + "31 0102030405060708 3d 01020304");
    assertTrue(reader.next());
    assertEquals(150, reader.integer());
    assertTrue(reader.next());
    assertEquals("é", reader.text());
    assertEquals("é", reader.text());
    assertTrue(reader.next());
    ProtoReader inner = reader.message();
    assertTrue(inner.next());
    assertEquals(-1, inner.integer());
    assertFalse(inner.next());
    assertTrue(reader.next());
    assertArrayEquals(new double[] {1, -2}, reader.doubles());
    assertTrue(reader.next());
    assertEquals(536_870_911, reader.field());
    assertTrue(reader.next());
    assertTrue(reader.next());
    assertEquals(7, reader.field());
    assertFalse(reader.next());
  }

  @ParameterizedTest
  @CsvSource({
    "08, ends within a number",
    "08 80, ends within a number",
    "08 80808080808080808080 01, more than 10 bytes",
    "0a, ends within a number",
    "0a 01, field 1 of 1 bytes",
    "0a ffffffff07, field 1 of 2147483647 bytes",
    "0a ffffffffffffffff7f, field 1 of 9223372036854775807 bytes",
    "0a ffffffffffffffffff01, field 1 of 18446744073709551615 bytes",
    "09 00000000000000, field 1 of 8 bytes",
    "0d 000000, field 1 of 4 bytes",
    "00 00, field 0; must be within",
    "8080808010 00, field 536870912; must be within",
    "0b 0c, wire type 3",
    "0c, wire type 4",
    "0e, wire type 6",
    "0f, wire type 7"
  })
  void whatIsNoFieldIsRefused(String hex, String message) {
    ProtoReader reader = reader(hex);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, reader::next);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void valuesOfAnotherTypeAreRefused() {
    ProtoReader integer = reader("08 01");
    integer.next();
    assertThrows(IllegalArgumentException.class, integer::text);
    assertThrows(IllegalArgumentException.class, integer::message);
    assertThrows(IllegalArgumentException.class, integer::doubles);
    ProtoReader bytes = reader("0a 02 c328");
    bytes.next();
    assertThrows(IllegalArgumentException.class, bytes::integer);
    assertThrows(IllegalArgumentException.class, bytes::text);
    assertThrows(IllegalArgumentException.class, bytes::doubles);
  }

  private static byte[] field(int number, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    int length = value.length;
    while (length > 0x7f) {
      out.write(length | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  @Test
  void deepNestingIsRefusedOrSkipped() {
    byte[] nested = new byte[0];
    for (int field : new int[] {1, 5, 7, 14}) {
      for (int depth = 0; depth < 2000; depth++) {
        nested = field(field, nested);
      }
      byte[] file = nested;
      Damaged.readsOrRefuses(
          SurrogateFileException.class,
          "deep.onnx: ",
          () -> SurrogateFile.read(file, SearchSpace.s(), "deep.onnx"));
    }
  }

  @Property(tries = 500)
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    Damaged.readsOrRefuses(
        SurrogateFileException.class,
        "any.onnx: ",
        () -> SurrogateFile.read(bytes, SearchSpace.s(), "any.onnx"));
    ProtoReader reader = new ProtoReader(Arrays.copyOf(bytes, bytes.length));
    Damaged.readsOrRefuses(IllegalArgumentException.class, "", () -> {
      while (reader.next()) {
        assertTrue(reader.field() > 0);
      }
    });
  }
}
