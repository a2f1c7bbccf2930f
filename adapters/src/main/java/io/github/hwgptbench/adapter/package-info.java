/**
 * Doors between the core and other frameworks, languages and processes: one package each, and what
 * they share.
 */
package io.github.hwgptbench.adapter;
