package io.leadhook.console.page;

import io.leadhook.console.BadInput;
import io.leadhook.console.Refused;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Something that a person does on a page: done or refused, the next page says so. */
final class Deed {
    private Deed() {}

    /**
     * @param deed does it and says in a sentence what was done
     * @param next the path to go to; it must be safe, for it is where the browser is led
     */
    static String then(String next, RedirectAttributes flash, Supplier<String> deed) {
        try {
            flash.addFlashAttribute("said", deed.get());
        } catch (Refused | BadInput refusal) {
            flash.addFlashAttribute("refused", String.valueOf(refusal.getMessage()));
        }
        return "redirect:" + next;
    }
}
