package io.github.hwgptbench.report.internal.figure;

/** The tag of an element of SVG. Attributes are written in the order in which they are added. */
final class Element {

  private final String name;
  private final StringBuilder tag = new StringBuilder("<");

  Element(String name) {
    this.name = name;
    tag.append(name);
  }

  String name() {
    return name;
  }

  /** Adds an attribute; numbers that are not integers are pixels. */
  Element with(String attribute, Object value) {
    String text = value instanceof Double number ? Numerals.pixels(number) : value.toString();
    tag.append(' ').append(attribute).append("=\"").append(Markup.escaped(text)).append('"');
    return this;
  }

  Element at(double x, double y) {
    return with("x", x).with("y", y);
  }

  Element box(double x, double y, double width, double height) {
    return at(x, y).with("width", width).with("height", height);
  }

  Element ends(double x1, double y1, double x2, double y2) {
    return with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
  }

  Element fill(Shade shade) {
    return with("fill", shade.onLight()).with("class", shade.fillClass());
  }

  Element stroke(Shade shade) {
    return with("stroke", shade.onLight()).with("class", shade.strokeClass());
  }

  /** Returns the tag without its end. */
  @Override
  public String toString() {
    return tag.toString();
  }
}
