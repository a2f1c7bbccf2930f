package io.github.hwgptbench.adapter.optuna;

import java.util.function.Function;

/** A storage in memory, which is lost when the program ends. */
public final class InMemoryStorage extends Storage {

  private final Ledger ledger = new Ledger();

  /** Makes a storage without studies. */
  public InMemoryStorage() {}

  @Override
  synchronized <T> T read(Scope scope, Function<Ledger, T> question) {
    return question.apply(ledger);
  }

  @Override
  synchronized <T> T write(Scope scope, Function<Ledger, Change<T>> decision) {
    Change<T> change = decision.apply(ledger);
    change.records().forEach(changed -> ledger.apply(changed, true));
    return change.answer().apply(ledger);
  }
}
