package io.leadhook.command;

import java.io.PrintStream;
import java.util.List;

/** Something that the jar can do instead of running the hub. */
interface Command {
    /**
     * @param arguments what follows the command's name
     * @return the exit code: 0 done, 1 not, 2 not understood
     */
    int run(List<String> arguments, PrintStream out, PrintStream err);
}
