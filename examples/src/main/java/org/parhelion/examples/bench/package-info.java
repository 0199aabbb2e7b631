/**
 * Benchmarks as commands: {@code parhelion bench stencil}. Each measures Parhelion and a peer (a C program built on the
 * spot, an empty Java program) alternately in one run, and reports ratios; the best of several rounds counts on both sides.
 */
package org.parhelion.examples.bench;
