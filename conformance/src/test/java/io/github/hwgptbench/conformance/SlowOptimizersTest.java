package io.github.hwgptbench.conformance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the optimizers that {@link RegisteredOptimizersTest} leaves out. */
@Tag("slow")
@ParameterizedClass
@MethodSource("slowOptimizers")
class SlowOptimizersTest extends RegisteredOptimizersTest {}
