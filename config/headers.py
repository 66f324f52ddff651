"""Answers tell browsers what no page of ours needs: the rest is in SecurityMiddleware and the setting of the CSP."""

# Features that Chromium knows on every system: of others, such as bluetooth on Linux, it complains on each page.
# Passkeys are the only thing of a device that pages here ask for; a photograph is chosen as a file.
CLOSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
OPEN = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in CLOSED), *(f"{name}=(self)" for name in OPEN)])


def closed_to_others(get_response):
    """Middleware: no other site may show or read what is answered here, and pages get nothing of the device."""

    def answer(request):
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return answer
