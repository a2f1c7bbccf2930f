/** Doors between the core and other frameworks, languages and processes; one package each. */
package io.github.hwgptbench.adapter;
