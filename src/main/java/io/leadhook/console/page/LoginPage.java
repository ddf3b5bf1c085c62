package io.leadhook.console.page;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Asks who you are. */
@Controller
class LoginPage {
    @GetMapping("/login")
    String login(
            @RequestParam(required = false) String error,
            @RequestParam(required = false) String wait,
            @RequestParam(required = false) String out,
            Model model) {
        model.addAttribute("wrong", error != null);
        model.addAttribute("tooMany", wait != null);
        model.addAttribute("out", out != null);
        return "login";
    }
}
