"""Values that look private and are not: published for tests, kept for examples, or naming nobody."""

TEST_CARDS = """
4111111111111111 4242424242424242 4012888888881881 4000056655665556 4222222222222 4000000000000002
4000000000009995 4917610000000000 5555555555554444 5105105105105100 5200828282828210 2223003122003222
5431111111111111 378282246310005 371449635398431 378734493671000 340000000000009 6011111111111117
6011000990139424 6011000000000004 30569309025904 38520000023237 3056930009020004 3530111333300000
3566002020360505 6200000000000005 4485275742308327 5500000000000004 4007000000027
"""
"""Numbers that Visa, Mastercard, Amex, Stripe, PayPal and Adyen publish for tests."""

SAMPLE_IBANS = """
GB29NWBK60161331926819 GB82WEST12345698765432 GB33BUKB20201555555555 DE89370400440532013000
DE91100000000123456789 FR1420041010050500013M02606 FR7630006000011234567890189 ES9121000418450200051332
IT60X0542811101000000123456 NL91ABNA0417164300 CH9300762011623852957 BE68539007547034 AT611904300234573201
IE29AIBK93115212345678 PT50000201231234567890154 PL61109010140000071219812874 SE4550000000058398257466
"""
"""The examples of the SWIFT IBAN registry and of well-known guides."""

FUNCTIONS = """
info contact support help hello hi sales service services customerservice customercare care office admin
administrator webmaster postmaster hostmaster noreply no-reply donotreply do-not-reply press media pr news
newsletter jobs careers career hr recruiting billing accounts accounting orders order returns bookings
booking reservations reservation team feedback enquiries inquiries privacy legal security abuse marketing
events mail email reception guestservices concierge helpdesk subscribe unsubscribe git user username name
someone you me your youremail your-email your.email yourname test example foo bar
"""
"""Local parts that name a function or nobody, not a person."""
