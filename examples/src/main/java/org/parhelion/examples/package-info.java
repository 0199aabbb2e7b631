/** One program a file; each header names the command that runs it. */
package org.parhelion.examples;
