package io.github.hwgptbench.adapter.process;

import java.io.IOException;
import java.util.Optional;

/** The lines between the benchmark and a program. For one thread at a time. */
interface ProgramLines {

  /**
   * Waits for the next line of the program.
   *
   * @return without its end; empty where the program has closed its output
   * @throws ProgramFailedException if the line is too long
   * @throws IOException if it can't be read
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<String> read() throws IOException, InterruptedException;

  /**
   * Sends a line to the program.
   *
   * @param line without its end
   * @throws IOException if it can't be written, such as to a program that has ended
   * @throws InterruptedException if the thread is interrupted
   */
  void write(String line) throws IOException, InterruptedException;
}
