package io.github.hwgptbench.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * A property of damaged files. The system properties {@code hwgptbench.fuzz.tries} and
 * {@code hwgptbench.fuzz.seed} set the number of tries and the seed; both are fixed by default, so
 * that every build makes the same tries.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Property
@AddLifecycleHook(Fuzz.Settings.class)
public @interface Fuzz {

  /** Takes over the system properties. */
  final class Settings implements AroundPropertyHook {

    @Override
    public PropertyExecutionResult aroundProperty(
        PropertyLifecycleContext context, PropertyExecutor property) {
      context.attributes().setTries(Integer.getInteger("hwgptbench.fuzz.tries", 100));
      context.attributes().setSeed(System.getProperty("hwgptbench.fuzz.seed", "42"));
      return property.execute();
    }
  }
}
