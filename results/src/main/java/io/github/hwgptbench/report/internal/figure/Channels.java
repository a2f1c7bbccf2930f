package io.github.hwgptbench.report.internal.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the channels of all specifications of Vega-Lite have in common. */
final class Channels {

  private Channels() {}

  /** Fills in a channel of names in a given order. */
  static ObjectNode nominal(ObjectNode channel, String field, List<String> names) {
    channel.put("field", field).put("type", "nominal").put("title", "");
    channel.putNull("sort");
    ArrayNode domain = channel.putObject("scale").putArray("domain");
    names.forEach(domain::add);
    return channel;
  }

  /** Fills in a channel of numbers on an axis. */
  static ObjectNode quantitative(ObjectNode channel, String field, Axis axis, Ticks ticks) {
    channel.put("field", field).put("type", "quantitative").put("title", axis.label());
    ObjectNode scale = channel.putObject("scale").put("nice", false);
    if (axis.scale() == Axis.Scale.LOG) {
      scale.put("type", "log");
    } else {
      scale.put("zero", false);
    }
    scale.putArray("domain").add(Numerals.data(ticks.from())).add(Numerals.data(ticks.to()));
    return channel;
  }

  /** Adds a line to what a pointer shows; without a title it has the name of its field. */
  static void tooltip(ArrayNode tooltip, String field, String title) {
    ObjectNode line = tooltip.addObject().put("field", field);
    if (!title.isEmpty()) {
      line.put("title", title);
    }
  }

  /** Puts a number into a row of data; null where it is not finite. */
  static void number(ObjectNode row, String field, double value) {
    if (Double.isFinite(value)) {
      row.put(field, Numerals.data(value));
    } else {
      row.putNull(field);
    }
  }
}
